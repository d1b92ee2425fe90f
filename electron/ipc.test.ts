import { beforeEach, describe, expect, test, vi } from 'vitest'
import type { IpcMainInvokeEvent } from 'electron'
import type { App, Connection } from '#main/app/create-app'
import { connectPages } from './ipc'
import { ipcMain, WebContentsMock } from './testing/electron-mock'

type Handler = (event: Pick<IpcMainInvokeEvent, 'senderFrame'> & { sender: WebContentsMock }, name: unknown, input: unknown) => Promise<unknown>

const newApp = () => {
  const opened: (Connection & { push: (...given: Parameters<Parameters<Connection['onAny']>[0]>) => void })[] = []
  const connect = (): Connection => {
    let hear: Parameters<Connection['onAny']>[0] = () => undefined
    const connection = {
      call: vi.fn((name: string) => Promise.resolve({ ok: true as const, value: name })),
      on: vi.fn(), close: vi.fn(),
      onAny: vi.fn((listener: typeof hear) => { hear = listener; return () => undefined }),
      push: (...given: Parameters<typeof hear>) => { hear(...given) },
    }
    opened.push(connection)
    return connection
  }
  return { app: { connect } as Pick<App, 'connect'>, opened }
}

const frame = (url: string, parent: unknown = null) => ({ url, parent }) as IpcMainInvokeEvent['senderFrame']
const ours = frame('app://bundle/index.html#/dossiers')

let page: WebContentsMock
let parts: ReturnType<typeof newApp>
let handle: Handler
beforeEach(() => {
  page = new WebContentsMock()
  parts = newApp()
  connectPages(parts.app)
  handle = ipcMain.handle.mock.lastCall![1] as Handler
})

test('there is one channel, and our page passes', async () => {
  expect(ipcMain.handle.mock.lastCall![0]).toBe('call')
  expect(await handle({ senderFrame: ours, sender: page }, 'office.status', {})).toEqual({ ok: true, value: 'office.status' })
})

describe('EL 17: other senders are refused before the core is asked', () => {
  test.each([
    ['a frame that is gone', null],
    ['a frame inside our page', frame('app://bundle/', {})],
    ['another host of our scheme', frame('app://other/')],
    ['a host that begins like ours', frame('app://bundle.evil/')],
    ['a web page', frame('https://bundle/')],
    ['the loopback shell', frame('http://127.0.0.1:41000/')],
    ['a file', frame('file:///bundle/')],
    ['an address that is none', frame('')],
  ])('%s', async (_who, senderFrame) => {
    expect(await handle({ senderFrame, sender: page }, 'office.status', {})).toEqual({ ok: false, error: { code: 'CONNECTION_LOST', ref: 'ipc-sender' } })
    expect(parts.opened).toEqual([])
  })
})

test('a window keeps one connection, hears its pushes, and leaves with it', async () => {
  await handle({ senderFrame: ours, sender: page }, 'office.status', {})
  await handle({ senderFrame: ours, sender: page }, { toString: 1 }, {})
  expect(parts.opened).toHaveLength(1)
  expect(parts.opened[0]!.call).toHaveBeenLastCalledWith('', {})
  parts.opened[0]!.push('office.changed', {})
  expect(page.send).toHaveBeenCalledExactlyOnceWith('push', 'office.changed', {})
  page.emit('destroyed')
  expect(parts.opened[0]!.close).toHaveBeenCalledOnce()
})
