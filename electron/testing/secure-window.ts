import type { Shell } from './launch'

const on = ['contextIsolation', 'sandbox', 'webSecurity']
const off = [
  'nodeIntegration', 'nodeIntegrationInWorker', 'nodeIntegrationInSubFrames', 'webviewTag', 'allowRunningInsecureContent', 'experimentalFeatures', 'enableBlinkFeatures',
]

/**
 * The preferences a window really has, as Electron itself tells them.
 * @param from how the window's address begins; left out, the first window
 * @throws with the first one that is weaker than the checklist wants
 */
export const secureWindow = async (shell: Shell, from = ''): Promise<Record<string, unknown>> => {
  await shell.firstWindow()
  const has = await shell.evaluate(({ BrowserWindow }, start) => {
    type Told = { getLastWebPreferences?: () => Record<string, unknown> }
    return (BrowserWindow.getAllWindows().find((window) => window.webContents.getURL().startsWith(start))?.webContents as Told | undefined)?.getLastWebPreferences?.() ?? {}
  }, from)
  const weak = on.find((name) => has[name] !== true) ?? off.find((name) => Boolean(has[name]))
  if (weak) throw new Error(`webPreferences.${weak} is ${String(has[weak])}`)
  return has
}
