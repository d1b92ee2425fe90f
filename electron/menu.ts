import { BrowserWindow, Menu, type MenuItemConstructorOptions } from 'electron'

const line: MenuItemConstructorOptions = { type: 'separator' }

/** The system's own print dialog, with the page's print style. */
const print = (): void => BrowserWindow.getFocusedWindow()?.webContents.print({ printBackground: true })

const menus: MenuItemConstructorOptions[] = [
  {
    label: 'پرونده',
    submenu: [
      { label: 'چاپ…', accelerator: 'CmdOrCtrl+P', click: print },
      line,
      { label: 'خروج', role: 'quit' },
    ],
  },
  {
    label: 'ویرایش',
    submenu: [
      { label: 'واگرد', role: 'undo' },
      { label: 'ازنو', role: 'redo' },
      line,
      { label: 'برش', role: 'cut' },
      { label: 'رونوشت', role: 'copy' },
      { label: 'چسباندن', role: 'paste' },
      { label: 'برگزیدن همه', role: 'selectAll' },
    ],
  },
  {
    label: 'نما',
    submenu: [
      { label: 'بزرگ‌تر', role: 'zoomIn' },
      { label: 'کوچک‌تر', role: 'zoomOut' },
      { label: 'اندازهٔ معمول', role: 'resetZoom' },
      line,
      { label: 'تمام‌صفحه', role: 'togglefullscreen' },
    ],
  },
]

/** The program's menu in Persian: Electron's own roles, so that each system keeps its keys. */
export const setMenu = (): void => Menu.setApplicationMenu(Menu.buildFromTemplate(menus))
