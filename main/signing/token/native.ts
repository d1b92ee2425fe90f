import { createRequire } from 'node:module'
import type * as pkcs11js from 'pkcs11js'

/** The PKCS#11 binding: its functions and the standard's numbers. */
export type Native = typeof pkcs11js
export type Handle = pkcs11js.Handle

const tried = new Map<string, Native | null>()

/**
 * Loads the binding when it is first needed: its native part is compiled apart (`npm run token:build`) and may be absent.
 * @param from where to look from; only tests name another place than this program's own.
 */
export const loadNative = (from = __filename): Native | null => {
  const known = tried.get(from)
  if (known !== undefined) return known
  let native: Native | null = null
  try {
    native = createRequire(from)('pkcs11js') as Native
  } catch {
    // Not compiled, or for another machine: tokens are not supported here.
  }
  tried.set(from, native)
  return native
}

/** The standard's name of what a module answered (`CKR_…`), or '' when it was no answer of a module. */
export const rvOf = (error: unknown): string => (error instanceof Error && error.message.startsWith('CKR_') ? error.message : '')
