import type { Session, WebContents } from 'electron'
import { isOurs } from './protocol'

const outside = ['http://*/*', 'https://*/*', 'ws://*/*', 'wss://*/*', 'ftp://*/*', 'file://*/*']

/** A page that we made ourselves may save what it made itself (an export); nothing else is written to disk. */
const isOwnExport = (url: string): boolean => url.startsWith('blob:') && isOurs(url.slice('blob:'.length))

/** Keeps one window where it is: no foreign page, no second window, no webview (Electron checklist 11–14). */
export const guardContents = (contents: WebContents): void => {
  const stay = (event: { preventDefault(): void; url: string }): void => {
    if (!isOurs(event.url)) event.preventDefault()
  }
  contents.on('will-navigate', stay)
  contents.on('will-frame-navigate', stay)
  contents.on('will-redirect', stay)
  contents.on('will-attach-webview', (event) => event.preventDefault())
  contents.setWindowOpenHandler(() => ({ action: 'deny' }))
}

/** What the page may not have: camera, location, devices, the network, files (checklist 5; the core talks to the registry). */
export const guardSession = (session: Session): void => {
  session.setPermissionRequestHandler((_contents, _permission, answer) => answer(false))
  session.setPermissionCheckHandler(() => false)
  session.setDevicePermissionHandler(() => false)
  session.webRequest.onBeforeRequest({ urls: outside }, (_details, answer) => answer({ cancel: true }))
  session.on('will-download', (event, item) => {
    if (!isOwnExport(item.getURL())) event.preventDefault()
  })
}
