import { join } from 'node:path'
import { app, dialog, session } from 'electron'
import type { Config } from '#contract/config'
import { makeFolder } from '#db/make-folder'
import { configRefusal } from '#main/shells/host/config-words'
import { hostConfig } from '#main/shells/host/read-config'
import { commandOf } from './command-line'
import { guardContents, guardSession } from './guards'
import { runHeadless } from './headless'
import { registerScheme } from './protocol'
import { startShell } from './start-shell'
import { words } from './words'

const isUsable = (folder: string): boolean => {
  try {
    makeFolder(folder)
    return true
  } catch {
    return false
  }
}

const refuse = (message: string, code: number): void => {
  dialog.showErrorBox(words.brand, message)
  app.exit(code)
}

const openWindow = (home: string, config: Config): void => {
  // Beside the office, so that Electron's own single-instance lock means this data folder too.
  app.setPath('userData', join(home, 'electron'))
  if (!app.requestSingleInstanceLock()) return app.quit()
  app.on('window-all-closed', () => app.quit())
  void app.whenReady().then(() => {
    guardSession(session.defaultSession)
    return startShell(home, config)
  })
}

const startWindow = (): void => {
  const configured = hostConfig()
  if (!configured.ok) return refuse(configRefusal(configured.faults), 78)
  if (!isUsable(configured.home)) return refuse(words.homeUnusable(configured.home), 1)
  openWindow(configured.home, configured.config)
}

app.enableSandbox()
app.setAppUserModelId('ir.example.mohr')
registerScheme()
app.on('web-contents-created', (_event, contents) => guardContents(contents))

const command = commandOf(process.argv, process.defaultApp ? 2 : 1)
if (command) void runHeadless(command)
else startWindow()
