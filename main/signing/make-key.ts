import { generateKeyPairSync } from 'node:crypto'
import type { SigningKey } from '#contract/signing'
import type { Context } from '#main/app/ports'
import { appendEntry } from '#main/ledger/index'
import { insertKey, type KeyRow } from '#db/signing/key-repo'
import { kidOf, modulusBits } from './key-policy'

export type FreshKey = { kid: string; use: SigningKey['use']; publicPem: string; privateDer: Buffer }

/** A new RSA-3072 pair, e = 65537. The caller wipes `privateDer`. */
export const generateKey = (use: SigningKey['use']): FreshKey => {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: modulusBits, publicExponent: 0x10001 })
  return {
    kid: kidOf(publicKey, use),
    use,
    publicPem: publicKey.export({ type: 'spki', format: 'pem' }).toString(),
    privateDer: privateKey.export({ type: 'pkcs8', format: 'der' }),
  }
}

/**
 * Stores a key and enrols its public half: the entry is delivered, so that the registry can check what the key signs.
 * Inside the caller's transaction.
 */
export const enrolKey = (
  context: Context, key: FreshKey, holder: string, privatePart: Pick<KeyRow, 'privateSealed' | 'privateDer'>, replaces?: string,
): KeyRow => {
  const { db, clock, office } = context
  const row: KeyRow = {
    kid: key.kid, use: key.use, alg: 'PS256', bits: modulusBits, holder, createdAt: clock.now().toISOString(), state: 'active',
    test: office.training, publicPem: key.publicPem, ...privatePart,
  }
  insertKey(db, row)
  appendEntry(context, {
    kind: 'key.enrol', aggregate: { type: 'Key', id: key.kid }, baseVersion: 0,
    payload: {
      kid: key.kid, use: key.use, public_pem: key.publicPem, alg: 'PS256', holder, replaces, ...(office.training ? { test: true } : {}),
    },
  })
  return row
}

/** A key as screens and verifiers see it. */
export const toSigningKey = ({ kid, use, alg, bits, holder, createdAt, state, test, publicPem }: Omit<KeyRow, 'privateSealed' | 'privateDer'>): SigningKey =>
  ({ kid, use, alg, bits, holder, createdAt, state, test, publicPem, trust: 'office_internal' })
