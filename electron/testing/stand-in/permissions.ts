import type { Cdp } from './cdp'
import { outward } from './schemes'
import { defaultSession } from './session'

/** Electron's names of what a page may ask for, with Chromium's own. */
const asked = [
  ['geolocation', 'geolocation'], ['notifications', 'notifications'], ['midi', 'midi'], ['media', 'camera'], ['media', 'microphone'],
  ['clipboard-read', 'clipboard-read'], ['idle-detection', 'idle-detection'], ['storage-access', 'storage-access'],
  ['window-management', 'window-management'], ['persistent-storage', 'persistent-storage'],
] as const

/**
 * Lets Chromium answer the page what the program's handlers decide, so that a page really gets what they would give away:
 * Electron grants everything to a program without handlers.
 */
export const applyPermissions = async (cdp: Cdp, contents: unknown, url: string): Promise<void> => {
  const origin = new URL(outward(url)).origin
  for (const [electronName, name] of asked) {
    const setting = (await defaultSession.grants(contents, electronName, url)) ? 'granted' : 'denied'
    await cdp.send('Browser.setPermission', { permission: { name }, setting, origin }).catch(() => undefined)
  }
}
