import { BrowserWindow, Menu, type MenuItemConstructorOptions } from 'electron'
import { words } from './words'

const line: MenuItemConstructorOptions = { type: 'separator' }

/** The system's own print dialog, with the page's print style. */
const print = (): void => BrowserWindow.getFocusedWindow()?.webContents.print({ printBackground: true })

export type MenuActs = { lock: () => void; sync: () => void }

const menus = ({ lock, sync }: MenuActs): MenuItemConstructorOptions[] => [
  {
    label: words.file,
    submenu: [
      { id: 'sync', label: words.sync, accelerator: 'CmdOrCtrl+Shift+S', click: sync },
      { id: 'print', label: words.print, accelerator: 'CmdOrCtrl+P', click: print },
      line,
      { id: 'lock', label: words.lock, accelerator: 'CmdOrCtrl+Shift+L', click: lock },
      { label: words.quit, role: 'quit' },
    ],
  },
  {
    label: words.edit,
    submenu: [
      { label: words.undo, role: 'undo' },
      { label: words.redo, role: 'redo' },
      line,
      { label: words.cut, role: 'cut' },
      { label: words.copy, role: 'copy' },
      { label: words.paste, role: 'paste' },
      { label: words.selectAll, role: 'selectAll' },
    ],
  },
  {
    label: words.view,
    submenu: [
      { label: words.zoomIn, role: 'zoomIn' },
      { label: words.zoomOut, role: 'zoomOut' },
      { label: words.resetZoom, role: 'resetZoom' },
      line,
      { label: words.fullScreen, role: 'togglefullscreen' },
    ],
  },
]

/** The program's menu in Persian: Electron's own roles, so that each system keeps its keys. */
export const setMenu = (acts: MenuActs): void => Menu.setApplicationMenu(Menu.buildFromTemplate(menus(acts)))
