import { beforeEach, describe, expect, test, vi } from 'vitest'
import type { Session, WebContents } from 'electron'
import { guardContents, guardSession } from './guards'
import { session, WebContentsMock } from './testing/electron-mock'

const foreign = ['https://evil.example/', 'http://127.0.0.1:1/', 'app://bundle.evil/', 'app://other/', 'file:///etc/passwd', 'javascript:alert(1)', 'data:text/html,x', 'x']

describe('EL 11–14: a window stays on our own page', () => {
  const contents = new WebContentsMock()
  guardContents(contents as unknown as WebContents)
  const openWindow = contents.setWindowOpenHandler.mock.lastCall![0] as (details: { url: string }) => unknown
  const wasStopped = (event: string, url: string): boolean => {
    const preventDefault = vi.fn()
    contents.emit(event, { preventDefault, url })
    return preventDefault.mock.calls.length === 1
  }

  test.each(['will-navigate', 'will-frame-navigate', 'will-redirect'])('%s: foreign addresses are stopped, ours is not', (event) => {
    expect(foreign.filter((url) => !wasStopped(event, url))).toEqual([])
    expect(wasStopped(event, 'app://bundle/index.html#/dossiers')).toBe(false)
  })
  test('no webview and no second window', () => {
    expect(wasStopped('will-attach-webview', 'app://bundle/')).toBe(true)
    expect(openWindow({ url: 'app://bundle/' })).toEqual({ action: 'deny' })
  })
})

describe('EL 5: the page gets nothing of the machine', () => {
  const given = session.defaultSession
  beforeEach(() => {
    given.removeAllListeners()
    guardSession(given as unknown as Session)
  })
  const handlerOf = (mock: { mock: { lastCall?: unknown[] } }, index = 0): (...given: unknown[]) => unknown =>
    mock.mock.lastCall![index] as (...given: unknown[]) => unknown

  test.each(['media', 'geolocation', 'notifications', 'midi', 'clipboard-read', 'hid', 'serial', 'usb', 'openExternal', 'fileSystem'])('%s is refused', (permission) => {
    const answer = vi.fn()
    handlerOf(given.setPermissionRequestHandler)({}, permission, answer)
    expect(answer).toHaveBeenCalledExactlyOnceWith(false)
    expect(handlerOf(given.setPermissionCheckHandler)({}, permission)).toBe(false)
    expect(handlerOf(given.setDevicePermissionHandler)({})).toBe(false)
  })
  test('requests to the network and to files are cancelled', () => {
    const answer = vi.fn()
    expect(given.webRequest.onBeforeRequest.mock.lastCall![0]).toEqual({ urls: ['http://*/*', 'https://*/*', 'ws://*/*', 'wss://*/*', 'ftp://*/*', 'file://*/*'] })
    handlerOf(given.webRequest.onBeforeRequest, 1)({}, answer)
    expect(answer).toHaveBeenCalledExactlyOnceWith({ cancel: true })
  })
  test.each([
    ['blob:app://bundle/5e0c', false], ['blob:https://evil.example/1', true], ['https://evil.example/a.exe', true],
    ['data:text/html,x', true], ['app://bundle/index.html', true],
  ])('download of %s: stopped %s', (url, stopped) => {
    const preventDefault = vi.fn()
    given.emit('will-download', { preventDefault }, { getURL: () => url })
    expect(preventDefault).toHaveBeenCalledTimes(stopped ? 1 : 0)
  })
})
