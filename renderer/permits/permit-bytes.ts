import type { PermitPayload } from '#contract/permits'
import { readCanonical } from '#contract/verify/canonical-json'
import { readPermitPayload } from '#contract/verify/permit-payload'

/**
 * The permit that these bytes say, or null when they are not wholly one of version 1. Everything a sheet shows comes from
 * here: what is drawn is what is signed. Read as strictly as a bank reads it (canonical form, closed list of members), so
 * that nothing can be signed which a sheet doesn't draw.
 */
export const readPermit = (bytes: string): PermitPayload | null => {
  const read = readCanonical(bytes)
  return read && readPermitPayload(read.value)
}

/** What the bytes weigh: UTF-8, as they are signed. */
export const sizeOf = (bytes: string): number => new TextEncoder().encode(bytes).length

/** SHA-256 of the bytes, base64url: computed here again, so that a list is never signed on the core's word alone. */
export const digestOf = async (bytes: string): Promise<string> => {
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(bytes)))
  return btoa(String.fromCharCode(...hash)).replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '')
}
