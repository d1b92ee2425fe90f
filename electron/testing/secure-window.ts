import type { Shell } from './launch'

const wanted: Readonly<Record<string, unknown>> = {
  contextIsolation: true, sandbox: true, nodeIntegration: false, nodeIntegrationInWorker: false, nodeIntegrationInSubFrames: false,
  webSecurity: true, webviewTag: false, allowRunningInsecureContent: false, experimentalFeatures: false,
}

/**
 * The preferences the window really has, as Electron itself tells them.
 * @throws with the first one that is weaker than the checklist wants
 */
export const secureWindow = async (shell: Shell): Promise<Record<string, unknown>> => {
  await shell.firstWindow()
  const has = await shell.evaluate(({ BrowserWindow }) => {
    type Told = { getLastWebPreferences?: () => Record<string, unknown> }
    return (BrowserWindow.getAllWindows()[0]?.webContents as Told | undefined)?.getLastWebPreferences?.() ?? {}
  })
  for (const [name, value] of Object.entries(wanted)) if ((has[name] ?? false) !== value) throw new Error(`webPreferences.${name} is ${String(has[name])}`)
  return has
}
