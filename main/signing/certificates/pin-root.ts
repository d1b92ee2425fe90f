import type { TrustRoot } from '#contract/certificates'
import { Fault } from '#main/app/fault'
import type { Context } from '#main/app/ports'
import { findRoot } from '#db/signing/certificate-repo'
import { transact } from '#db/transact'
import { kidOf } from '../key-policy'
import { keyOfSpki } from './algorithms'
import { rootFault } from './build-chain'
import { storeRoot } from './office-root'
import { readBundle } from './read-bundle'

/** Hexadecimal digits in whatever grouping an authority prints them; Persian digits count as digits. */
const hexOf = (typed: string): string =>
  typed.replace(/[۰-۹]/g, (digit) => String(digit.charCodeAt(0) - 0x6f0)).replace(/[^0-9a-fA-F]/g, '').toLowerCase()

/**
 * Pins a national root: the file's own certificate, and its SHA-256 fingerprint as the system manager has it from another
 * place than the file (the authority's site, gazette or telephone). Nothing of the file is believed without it.
 * @throws Fault CERTIFICATE_REFUSED {reason}, ROOT_FINGERPRINT_DIFFERS {found}, ROOT_PINNED.
 */
export const pinRoot = (context: Context, input: { file: string; fingerprint: string; source: string }): TrustRoot => {
  const read = readBundle([Buffer.from(input.file, 'base64')])
  if ('reason' in read) throw new Fault('CERTIFICATE_REFUSED', { reason: read.reason })
  const [root, ...more] = read.certificates
  if (!root || more.length > 0) throw new Fault('CERTIFICATE_REFUSED', { reason: 'too_many' })
  const found = Buffer.from(root.fingerprint, 'base64url').toString('hex')
  if (hexOf(input.fingerprint) !== found) throw new Fault('ROOT_FINGERPRINT_DIFFERS', { found })
  const fault = rootFault(root, context.clock.now())
  if (fault) throw new Fault('CERTIFICATE_REFUSED', { reason: fault })
  return transact(context.db, (db) => {
    if (findRoot(db, root.fingerprint)) throw new Fault('ROOT_PINNED')
    return storeRoot(context, root, { kind: 'national', kid: kidOf(keyOfSpki(root.spki), 'root'), privateSealed: null, kdf: null, witness: input.source })
  })
}
