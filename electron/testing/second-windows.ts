import type { Page } from '@playwright/test'
import type { Shell } from './launch'

/** Every way a page has to a window of its own. */
export const tryWindows = (page: Page, url: string): Promise<void> => page.evaluate(async (to) => {
  window.open(to)
  window.open('app://bundle/')
  const link = document.createElement('a')
  Object.assign(link, { href: to, target: '_blank' })
  document.body.append(link)
  link.click()
  link.remove()
  // Asked for after them: when this is there, they were decided.
  await fetch('/icon.svg')
}, url)

/** How many windows a page was allowed. The stand-in opens none and keeps what the program answered; Electron opens them. */
export const windowsAllowed = (shell: Shell): Promise<number> => shell.evaluate((electron) => {
  type Kept = { standIn?: { records: { what: string; args: unknown[] }[] } }
  const { standIn } = shellOf(electron)
  function shellOf(module: unknown): Kept {
    return typeof module === 'object' && module !== null && 'standIn' in module ? (module as Kept) : {}
  }
  if (!standIn) return electron.BrowserWindow.getAllWindows().length - 1
  const answers = standIn.records.filter(({ what }) => what === 'window.open').map(({ args }) => (args[0] as { action: string }).action)
  if (answers.length === 0) throw new Error('the program was asked for no window')
  return answers.filter((action) => action !== 'deny').length
})

/** How many of one webview, that came all the same, the program stopped. */
export const webviewsStopped = (shell: Shell): Promise<number> => shell.evaluate(({ BrowserWindow }) => {
  let stopped = 0
  BrowserWindow.getAllWindows()[0]?.webContents.emit('will-attach-webview', { preventDefault: () => { stopped += 1 } }, {}, {})
  return stopped
})
