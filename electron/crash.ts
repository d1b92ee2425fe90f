import { dialog, type BrowserWindow } from 'electron'
import type { Log } from '#main/app/ports'
import { lossCounter } from './loss-counter'
import { words } from './words'

/**
 * A page that died is opened again where it was: its session and what was typed into a form lie in the core, so nothing is
 * lost. One that dies again and again, or that no longer answers, asks the person.
 */
export const reopenAfterCrash = (window: BrowserWindow, log: Log, leave: () => void): void => {
  const mayReopen = lossCounter(Date.now)
  const reopen = (): void => { if (!window.isDestroyed()) window.webContents.reload() }
  const ask = async (message: string, buttons: [string, string], first: () => void, second: () => void): Promise<void> => {
    const { response } = await dialog.showMessageBox(window, { type: 'warning', title: words.brand, message, buttons, defaultId: 0, cancelId: 0, noLink: true })
    return response === 0 ? first() : second()
  }
  window.webContents.on('render-process-gone', (_event, { reason, exitCode }) => {
    if (reason === 'clean-exit') return
    log.write('error', 'page.lost', { reason, exitCode })
    if (mayReopen()) return reopen()
    void ask(words.pageLost, [words.reopen, words.leave], reopen, leave)
  })
  window.on('unresponsive', () => {
    log.write('warn', 'page.hangs')
    void ask(words.hangs, [words.wait, words.reopen], () => undefined, reopen)
  })
}
