export type Preferences = { preload?: string } & Record<string, unknown>

/** Electron's defaults since 20, and the only values this stand-in carries: it has no window that is weaker. */
const secure: Readonly<Record<string, unknown>> = {
  contextIsolation: true, sandbox: true, nodeIntegration: false, nodeIntegrationInWorker: false, nodeIntegrationInSubFrames: false,
  webSecurity: true, allowRunningInsecureContent: false, experimentalFeatures: false, enableBlinkFeatures: undefined, webviewTag: false,
}

/** @throws with the preference's name for a window weaker than Electron's defaults (checklist 2–4, 6, 8–11) */
export const securePreferences = (given: Preferences = {}): Preferences => {
  const preferences: Preferences = { ...secure, ...given }
  for (const [name, wanted] of Object.entries(secure)) {
    if (preferences[name] !== wanted) throw new Error(`the stand-in refuses webPreferences.${name}=${String(preferences[name])}`)
  }
  return preferences
}
