import { BrowserWindow } from 'electron'
import { home } from './protocol'

/** The office's one window: isolated, sandboxed, without Node (checklist 2–4, 6, 8–10). */
export const openWindow = (preload: string, isPackaged: boolean): BrowserWindow => {
  const window = new BrowserWindow({
    width: 1366,
    height: 800,
    minWidth: 1024,
    minHeight: 640,
    show: false,
    title: 'مُهر',
    webPreferences: {
      preload,
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
    },
  })
  window.once('ready-to-show', () => window.show())
  void window.loadURL(home)
  return window
}
