import { join } from 'node:path'
import { app, session } from 'electron'
import { dataFolder } from '#main/shells/host/data-folder'
import { guardContents, guardSession } from './guards'
import { registerScheme } from './protocol'
import { startShell } from './start-shell'

const home = dataFolder()
app.enableSandbox()
app.setAppUserModelId('ir.example.mohr')
// Beside the office, so that Electron's own single-instance lock means this data folder too.
app.setPath('userData', join(home, 'electron'))
registerScheme()
app.on('web-contents-created', (_event, contents) => guardContents(contents))

if (!app.requestSingleInstanceLock()) app.quit()
else {
  app.on('window-all-closed', () => app.quit())
  void app.whenReady().then(() => {
    guardSession(session.defaultSession)
    return startShell(home)
  })
}
