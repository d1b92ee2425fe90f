import { BrowserWindow } from 'electron'
import { paperHome } from './protocol'
import { secureWindow } from './window'

/** Hidden windows with the print page, by the number the core gave them. They have no preload: nothing in them can ask the core. */
export type PaperWindows = {
  open(id: number): Promise<null>
  /** Runs what the core wrote (main/shells/host/printer) in the page's own world. */
  run(id: number, expression: string): Promise<unknown>
  pdf(id: number): Promise<Uint8Array>
  /** @returns false when the person closed the system's dialog */
  print(id: number): Promise<boolean>
  close(id: number): null
  closeAll(): void
}

const pdfWish = { printBackground: true, preferCSSPageSize: true, generateTaggedPDF: true, generateDocumentOutline: false, displayHeaderFooter: false }

export const paperWindows = (isPackaged: boolean): PaperWindows => {
  const windows = new Map<number, BrowserWindow>()
  const of = (id: number): BrowserWindow => {
    const window = windows.get(id)
    if (!window || window.isDestroyed()) throw new Error('the print window is gone')
    return window
  }
  const close = (id: number): null => {
    const window = windows.get(id)
    windows.delete(id)
    if (window && !window.isDestroyed()) window.destroy()
    return null
  }
  return {
    open: async (id) => {
      // A window that is never seen must not be slowed down for it.
      const window = new BrowserWindow({ show: false, webPreferences: { ...secureWindow(isPackaged), backgroundThrottling: false } })
      windows.set(id, window)
      await window.loadURL(paperHome)
      return null
    },
    run: async (id, expression) => (await of(id).webContents.executeJavaScript(expression)) as unknown,
    pdf: (id) => of(id).webContents.printToPDF(pdfWish),
    print: (id) => new Promise((resolve, reject) => {
      of(id).webContents.print({ printBackground: true, pageSize: 'A4', margins: { marginType: 'none' } }, (printed, why) => {
        if (printed || /cancel/i.test(why)) resolve(printed)
        else reject(new Error('not printed'))
      })
    }),
    close,
    closeAll: () => { for (const id of [...windows.keys()]) close(id) },
  }
}
