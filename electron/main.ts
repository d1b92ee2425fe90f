import { join } from 'node:path'
import { app, dialog, session } from 'electron'
import { makeFolder } from '#db/make-folder'
import { dataFolder } from '#main/shells/host/data-folder'
import { guardContents, guardSession } from './guards'
import { registerScheme } from './protocol'
import { startShell } from './start-shell'
import { words } from './words'

const home = dataFolder()
const isUsable = (folder: string): boolean => {
  try {
    makeFolder(folder)
    return true
  } catch {
    return false
  }
}

app.enableSandbox()
app.setAppUserModelId('ir.example.mohr')
registerScheme()
app.on('web-contents-created', (_event, contents) => guardContents(contents))

const start = (): void => {
  // Beside the office, so that Electron's own single-instance lock means this data folder too.
  app.setPath('userData', join(home, 'electron'))
  if (!app.requestSingleInstanceLock()) return app.quit()
  app.on('window-all-closed', () => app.quit())
  void app.whenReady().then(() => {
    guardSession(session.defaultSession)
    return startShell(home)
  })
}

if (isUsable(home)) start()
else {
  dialog.showErrorBox(words.brand, words.homeUnusable(home))
  app.exit(1)
}
