import { expect, test, vi } from 'vitest'
import { contextBridge, ipcRenderer } from './testing/electron-mock'
import './preload'

type Bridge = { call(name: unknown, input: unknown): Promise<unknown>; on(event: unknown, hear: unknown): () => void }
const [world, bridge] = contextBridge.exposeInMainWorld.mock.lastCall as [string, Bridge]

test('EL 20: the page gets exactly call and on, frozen', () => {
  expect(world).toBe('mohr')
  expect(Object.keys(bridge)).toEqual(['call', 'on'])
  expect(Object.isFrozen(bridge)).toBe(true)
})

test('a call goes through the one channel', async () => {
  await bridge.call('office.status', { a: 1 })
  expect(ipcRenderer.invoke).toHaveBeenCalledExactlyOnceWith('call', 'office.status', { a: 1 })
})

test('a listener hears its own event only, without the event object, until it stops', () => {
  const hear = vi.fn()
  const stop = bridge.on('office.changed', hear)
  ipcRenderer.emit('push', { sender: 'secret' }, 'office.changed', {})
  ipcRenderer.emit('push', { sender: 'secret' }, 'dossier.changed', { dossierId: 'x' })
  expect(hear.mock.calls).toEqual([[{}]])
  stop()
  ipcRenderer.emit('push', {}, 'office.changed', {})
  expect(hear).toHaveBeenCalledOnce()
})

test('unknown events and what is no function listen to nothing', () => {
  for (const [event, hear] of [['ipc-internal', vi.fn()], [7, vi.fn()], ['office.changed', 'x']]) bridge.on(event, hear)()
  expect(ipcRenderer.listenerCount('push')).toBe(0)
})
