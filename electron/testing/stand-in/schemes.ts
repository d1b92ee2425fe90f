type Privileges = { standard?: boolean; secure?: boolean; supportFetchAPI?: boolean }
type Answer = (request: Request) => Response | Promise<Response>

const schemes = new Map<string, Privileges>()
const handlers = new Map<string, Answer>()
let ready = false

/**
 * Stock Chromium knows no app://host/, so the page sees https://host.app.standin/, a secure origin of its own. Everything
 * that the program is told or asked is in its own terms.
 */
export const outward = (url: string): string => {
  const parts = /^([a-z][a-z0-9+.-]*):\/\/([^/?#]*)(.*)$/i.exec(url)
  return parts && schemes.has(parts[1]!) ? `https://${parts[2]}.${parts[1]}.standin${parts[3] || '/'}` : url
}
export const inward = (url: string): string => url.replace(
  /^(blob:)?https:\/\/([^/?#]*)\.([a-z0-9+-]+)\.standin(?=[/?#]|$)/,
  (whole, blob: string | undefined, host: string, scheme: string) => (schemes.has(scheme) ? `${blob ?? ''}${scheme}://${host}` : whole),
)

export const handlerOf = (url: string): Answer | undefined => handlers.get(url.slice(0, url.indexOf(':')))
export const closeRegistration = (): void => { ready = true }

export const protocol = {
  registerSchemesAsPrivileged: (list: { scheme: string; privileges?: Privileges }[]): void => {
    if (ready) throw new Error('protocol.registerSchemesAsPrivileged should be called before app is ready')
    for (const { scheme, privileges } of list) schemes.set(scheme, privileges ?? {})
  },
  handle: (scheme: string, answer: Answer): void => {
    if (!schemes.get(scheme)?.standard || !schemes.get(scheme)?.secure) throw new Error('the stand-in carries standard, secure schemes only')
    if (handlers.has(scheme)) throw new Error(`The scheme has been registered: ${scheme}`)
    handlers.set(scheme, answer)
  },
  isProtocolHandled: (scheme: string): boolean => handlers.has(scheme),
}
