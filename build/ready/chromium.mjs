import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'microsoft-edge', 'brave-browser']

const onPath = () => (process.env.PATH ?? '').split(delimiter).flatMap((folder) => names.map((name) => join(folder, name)))

const onWindows = () => [process.env['ProgramFiles(x86)'], process.env.ProgramFiles, process.env.LOCALAPPDATA]
  .filter(Boolean)
  .flatMap((base) => ['Microsoft/Edge/Application/msedge.exe', 'Google/Chrome/Application/chrome.exe'].map((exe) => join(base, exe)))

const onMac = () => ['Google Chrome', 'Chromium', 'Microsoft Edge'].map((app) => `/Applications/${app}.app/Contents/MacOS/${app}`)

/**
 * The browser of this machine that can show the app: MOHR_BROWSER, else a Chromium-family program where each
 * system keeps it.
 * @returns {string | null} its path
 */
export const findChromium = () => {
  if (process.env.MOHR_BROWSER) return process.env.MOHR_BROWSER
  const places = process.platform === 'win32' ? onWindows() : process.platform === 'darwin' ? onMac() : onPath()
  return places.find((path) => existsSync(path)) ?? null
}
