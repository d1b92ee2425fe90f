import { BrowserWindow, screen, type WebPreferences } from 'electron'
import { placeOnScreens, readPlace, smallest, writePlace } from './window-place'
import { home } from './protocol'
import { words } from './words'

/** Every window of ours, the hidden one of the printer too: isolated, sandboxed, without Node (checklist 2–4, 6, 8–11). */
export const secureWindow = (isPackaged: boolean): WebPreferences => ({
  contextIsolation: true,
  sandbox: true,
  nodeIntegration: false,
  nodeIntegrationInWorker: false,
  nodeIntegrationInSubFrames: false,
  webSecurity: true,
  webviewTag: false,
  // Chromium would fetch its dictionaries from the internet.
  spellcheck: false,
  devTools: !isPackaged,
})

type WindowParts = { preload: string; isPackaged: boolean; icon: string; placeFile: string }

/** The office's one window, where it was left. */
export const openWindow = ({ preload, isPackaged, icon, placeFile }: WindowParts): BrowserWindow => {
  const { maximized, ...bounds } = placeOnScreens(readPlace(placeFile), screen.getAllDisplays().map((display) => display.workArea))
  const window = new BrowserWindow({
    ...bounds,
    minWidth: smallest.width,
    minHeight: smallest.height,
    show: false,
    title: words.brand,
    icon,
    webPreferences: { ...secureWindow(isPackaged), preload },
  })
  if (maximized) window.maximize()
  window.once('ready-to-show', () => window.show())
  const keep = (): void => writePlace(placeFile, { ...window.getNormalBounds(), maximized: window.isMaximized() })
  window.on('close', keep)
  // A machine that is switched off closes no window.
  window.on('hide', keep)
  window.on('blur', keep)
  void window.loadURL(home).catch(() => undefined)
  return window
}
