import { join } from 'node:path'
import { app, dialog, Notification, powerMonitor, utilityProcess, type BrowserWindow } from 'electron'
import type { EventName, Events } from '#contract'
import type { Config } from '#contract/config'
import type { Capabilities } from '#contract/office'
import { builtFile } from '#main/shells/host/built-file'
import { fileLog } from '#main/shells/host/file-log'
import { pageFilesIn } from '#main/shells/host/page-files'
import { paperPage } from '#main/shells/host/printer/index'
import { startCore, type CoreProcess } from './core/core-process'
import { reopenAfterCrash } from './crash'
import { hostErrands } from './host-errands'
import { lossCounter } from './loss-counter'
import { connectPages, type PageConnection } from './ipc'
import { setMenu } from './menu'
import { paperWindows, type PaperWindows } from './paper-windows'
import { servePage } from './protocol'
import { changesSyncState, noticeOf, noticeOfEnd, syncStateOf } from './sync-state'
import { openTray } from './tray'
import { openWindow } from './window'
import { syncRefusal, words } from './words'

const capabilities: Capabilities = { nativePrint: true, notifications: true, lockOnSuspend: true, menu: true, secretStore: true }

const giveUp = (message: string): void => {
  dialog.showErrorBox(words.brand, message)
  app.exit(1)
}

/** Everything that lives from ready to quit: the core's process, the window, menu, tray, notices and the locks. */
export const startShell = async (home: string, config: Config): Promise<void> => {
  const log = fileLog(home, config.logs)
  const mayRestart = lossCounter(Date.now)
  const papers = paperWindows(app.isPackaged)
  const started = await startCore({
    fork: () => utilityProcess.fork(builtFile('main/core.js'), [], { serviceName: 'mohr-core', stdio: 'inherit' }),
    start: { home, capabilities, config, registry: builtFile('registry/registry.mjs') },
    runErrand: hostErrands((entry, args, options) => utilityProcess.fork(entry, args, options), papers),
    onLost: (code) => {
      log.write('error', 'core.lost', { code })
      papers.closeAll()
      if (mayRestart()) return true
      giveUp(words.coreLost)
      return false
    },
  })
  if (!started.ok) return giveUp(started.unusable ? words.homeUnusable(home) : words.inUse(started.holder))
  runShell(home, started.core, papers, log)
}

const runShell = (home: string, core: CoreProcess, papers: PaperWindows, log: ReturnType<typeof fileLog>): void => {
  let window: BrowserWindow | null = null
  let leaving = false
  servePage(pageFilesIn(builtFile('renderer')), paperPage)
  const pages = connectPages(core, (name, result) => { tellAway(noticeOfEnd(name, result)) })

  const show = (): void => {
    if (!window) return open()
    if (window.isMinimized()) window.restore()
    window.show()
    window.focus()
  }
  const open = (): void => {
    const opened = openWindow({
      preload: builtFile('preload/preload.cjs'), isPackaged: app.isPackaged, icon: builtFile('renderer/icon.png'), placeFile: join(home, 'electron/window.json'),
    })
    opened.on('closed', () => {
      window = null
      // A hidden window would keep the program alive after the last one that is seen.
      papers.closeAll()
    })
    opened.on('close', (event) => {
      if (leaving || core.pending() === 0) return
      event.preventDefault()
      askToLeave()
    })
    reopenAfterCrash(opened, log, () => app.quit())
    window = opened
  }
  let asking = false
  /** Work is under way: stay, leave when it has ended, or leave at once, which costs what is not yet recorded and nothing else. */
  const askToLeave = (): void => {
    if (asking) return
    asking = true
    const question = { type: 'warning' as const, title: words.brand, message: words.busy, buttons: [words.stay, words.afterwards, words.leave], defaultId: 0, cancelId: 0, noLink: true }
    void (window ? dialog.showMessageBox(window, question) : dialog.showMessageBox(question)).then(async ({ response }) => {
      if (response === 0) return
      if (response === 1) await core.settled()
      leaving = true
      app.quit()
    }).finally(() => { asking = false })
  }

  const ask = (connection: PageConnection | null, name: string): ReturnType<PageConnection['call']> =>
    connection?.call(name, {}) ?? Promise.resolve({ ok: false, error: { code: 'OFFICE_LOCKED', ref: 'shell' } })
  const here = (): PageConnection | null => (window ? pages.connectionOf(window.webContents) : null)
  const tell = (body: string): void => {
    const notice = new Notification({ title: words.brand, body })
    notice.on('click', show)
    notice.show()
  }
  /** The end of long work, for who looks elsewhere. */
  const tellAway = (notice: string | null): void => {
    if (notice && !window?.isFocused()) tell(notice)
  }
  const sync = (): void => {
    void ask(here(), 'registry.sync').then((answer) => {
      const why = syncRefusal(answer)
      if (why) tell(why)
    })
  }
  const lock = (): void => core.lock('asked')
  const tray = openTray(builtFile('renderer/tray.png'), { show, sync, lock, quit: () => app.quit() })
  const refreshTray = (): void => void ask(here(), 'registry.status').then((answer) => tray.tell(syncStateOf(answer)))

  core.onAny((event: EventName, payload: Events[EventName]) => {
    if (changesSyncState(event)) refreshTray()
    tellAway(noticeOf(event, payload))
  })
  powerMonitor.on('suspend', () => core.lock('suspend'))
  powerMonitor.on('lock-screen', () => core.lock('suspend'))
  setMenu({ lock, sync })
  open()
  app.on('second-instance', show)
  app.on('activate', show)

  let closed = false
  app.on('before-quit', (event) => {
    if (closed) return
    if (!leaving && core.pending() > 0) {
      event.preventDefault()
      return askToLeave()
    }
    // The office is locked and its registry stopped before the process goes.
    event.preventDefault()
    leaving = true
    tray.close()
    void core.stop().finally(() => {
      closed = true
      app.quit()
    })
  })
}
