import { join } from 'node:path'
import { app, dialog, session, utilityProcess, type BrowserWindow } from 'electron'
import { lockFolder } from '#db/folder-lock'
import { createApp } from '#main/app/create-app'
import { builtFile } from '#main/shells/host/built-file'
import { dataFolder } from '#main/shells/host/data-folder'
import { fileLog } from '#main/shells/host/file-log'
import { pageFilesIn } from '#main/shells/host/page-files'
import { trainingRegistryStarter } from '#main/shells/host/training-registry'
import { guardContents, guardSession } from './guards'
import { connectPages } from './ipc'
import { setMenu } from './menu'
import { registerScheme, servePage } from './protocol'
import { startByUtility } from './utility-process'
import { openWindow } from './window'

const home = dataFolder()
app.enableSandbox()
// Beside the office, so that Electron's own single-instance lock means this data folder too.
app.setPath('userData', join(home, 'electron'))
registerScheme()
app.on('web-contents-created', (_event, contents) => guardContents(contents))

let window: BrowserWindow | null = null

const open = (): void => {
  window = openWindow(builtFile('preload/preload.cjs'), app.isPackaged)
  window.on('closed', () => { window = null })
}

const refuseSecondProgram = (holder: number | null): void => {
  dialog.showErrorBox('مُهر', `پروندهٔ این اداره هم‌اکنون در برنامهٔ دیگری باز است${holder ? ` (${holder})` : ''}. نخست آن را ببندید.`)
  app.quit()
}

const start = (): void => {
  const lock = lockFolder(home)
  if (!lock.held) return refuseSecondProgram(lock.holder)
  const startTrainingRegistry = trainingRegistryStarter(builtFile('registry/registry.mjs'), startByUtility(utilityProcess))
  const core = createApp({
    home,
    log: fileLog(home),
    host: { kind: 'electron', capabilities: { nativePrint: true, notifications: false, quit: true }, startTrainingRegistry },
  })
  guardSession(session.defaultSession)
  servePage(pageFilesIn(builtFile('renderer')))
  connectPages(core)
  setMenu()
  open()
  app.on('activate', () => { if (!window) open() })
  let closed = false
  app.on('before-quit', (event) => {
    if (closed) return
    // The office is locked and its registry stopped before the process goes.
    event.preventDefault()
    void core.close().finally(() => {
      closed = true
      lock.release()
      app.quit()
    })
  })
}

if (!app.requestSingleInstanceLock()) app.quit()
else {
  app.on('second-instance', () => {
    if (window?.isMinimized()) window.restore()
    window?.focus()
  })
  app.on('window-all-closed', () => app.quit())
  void app.whenReady().then(start)
}
