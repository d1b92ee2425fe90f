import { Menu, nativeImage, Tray } from 'electron'
import type { SyncState } from './sync-state'
import { words } from './words'

export type TrayActs = { show: () => void; sync: () => void; lock: () => void; quit: () => void }

/** The mark beside the clock: whether everything is sent, and the few acts that need no window. */
export const openTray = (icon: string, acts: TrayActs): { tell(state: SyncState): void; close(): void } => {
  const tray = new Tray(nativeImage.createFromPath(icon))
  const tell = ({ text, running }: SyncState): void => {
    tray.setToolTip(`${words.brand}: ${text}`)
    tray.setContextMenu(Menu.buildFromTemplate([
      { id: 'tray-state', label: text, enabled: false },
      { type: 'separator' },
      { id: 'tray-show', label: words.show, click: acts.show },
      { id: 'tray-sync', label: words.sync, enabled: !running, click: acts.sync },
      { id: 'tray-lock', label: words.lock, click: acts.lock },
      { type: 'separator' },
      { id: 'tray-quit', label: words.quit, click: acts.quit },
    ]))
  }
  tell({ text: words.trayLocked, running: false })
  tray.on('click', acts.show)
  return { tell, close: () => tray.destroy() }
}
