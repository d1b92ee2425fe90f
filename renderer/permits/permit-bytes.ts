import type { PermitPayload } from '#contract/permits'

const texts = ['no', 'iss', 'on', 'at', 'post', 'name', 'id4', 'act', 'fld', 'fn', 'cty', 'face', 'st'] as const
const optionalTexts = ['till', 'skl', 'vis', 'loan'] as const
const isDay = (text: unknown): boolean => typeof text === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(text)

/**
 * The permit that these bytes say, or null when they are not a permit of version 1. Everything a sheet shows comes
 * from here: what is drawn is what is signed.
 */
export const readPermit = (bytes: string): PermitPayload | null => {
  let found: unknown
  try {
    found = JSON.parse(bytes)
  } catch {
    return null
  }
  if (typeof found !== 'object' || found === null) return null
  const of = (name: string): unknown => (Object.hasOwn(found, name) ? Reflect.get(found, name) : undefined)
  const fits =
    of('v') === 1 && (of('k') === 'permit' || of('k') === 'confirmation') && (of('post') === 'director' || of('post') === 'seal') &&
    texts.every((name) => typeof of(name) === 'string') && typeof of('cond') === 'number' && isDay(of('on')) &&
    optionalTexts.every((name) => of(name) === undefined || isDay(of(name))) &&
    (of('cov') === undefined || Number.isSafeInteger(of('cov'))) && (of('prev') === undefined || typeof of('prev') === 'string') && (of('test') === undefined || of('test') === true)
  return fits ? (found as PermitPayload) : null
}

/** What the bytes weigh: UTF-8, as they are signed. */
export const sizeOf = (bytes: string): number => new TextEncoder().encode(bytes).length

/** SHA-256 of the bytes, base64url: computed here again, so that a list is never signed on the core's word alone. */
export const digestOf = async (bytes: string): Promise<string> => {
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(bytes)))
  return btoa(String.fromCharCode(...hash)).replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '')
}
