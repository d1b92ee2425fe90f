import { generateKeyPairSync } from 'node:crypto'
import type { SigningKey } from '#contract/signing'
import type { Context } from '#main/app/ports'
import { appendEntry } from '#main/ledger/index'
import { seatIfVacant } from '#main/staff/index'
import { findActiveKey, insertKey, type KeyRow, type PublicKeyRow } from '#db/signing/key-repo'
import { kidOf, modulusBits } from './key-policy'
import { endKey } from './rotation/end-key'

export type FreshKey = { kid: string; use: SigningKey['use']; publicPem: string; privateDer: Buffer }
/** Where the private part is: sealed or in clear in the row, or on a token. */
export type PrivatePart = Partial<Pick<KeyRow, 'privateSealed' | 'privateDer' | 'token'>>

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
  context: Context, key: Pick<FreshKey, 'kid' | 'use' | 'publicPem'> & { bits?: number }, holder: string,
  { privateSealed = null, privateDer = null, token = null }: PrivatePart, replaces?: string,
): KeyRow => {
  const { db, clock, office } = context
  const row: KeyRow = {
    kid: key.kid, use: key.use, alg: 'PS256', bits: key.bits ?? modulusBits, holder, createdAt: clock.now().toISOString(), state: 'active',
    test: office.training, publicPem: key.publicPem, privateSealed, privateDer, store: token ? 'token' : 'software', token,
  }
  insertKey(db, row)
  appendEntry(context, {
    kind: 'key.enrol', aggregate: { type: 'Key', id: key.kid }, baseVersion: 0,
    payload: {
      kid: key.kid, use: key.use, public_pem: key.publicPem, alg: 'PS256', holder, replaces, ...(token ? { store: row.store } : {}),
      ...(office.training ? { test: true } : {}),
    },
  })
  return row
}

/**
 * Enrols a Director's new key in the place of the one she has, if she has one: that one still verifies and signs no more.
 * Inside the caller's transaction, which has asked whether it may be replaced.
 */
export const replaceKey = (context: Context, key: Parameters<typeof enrolKey>[1], part: PrivatePart): KeyRow => {
  const { db, actor, clock } = context
  seatIfVacant(context, actor.username)
  const current = findActiveKey(db, 'director', actor.username)
  if (current) endKey(context, current.kid, { how: 'replaced', since: clock.now().toISOString(), reason: 'کلید تازه جای آن را گرفت', successor: key.kid })
  return enrolKey(context, key, actor.username, part, current?.kid)
}

/** A key as screens and verifiers see it. */
export const toSigningKey = ({ kid, use, alg, bits, holder, createdAt, state, test, publicPem, store, token }: PublicKeyRow): SigningKey =>
  ({ kid, use, alg, bits, holder, createdAt, state, test, publicPem, store, token, trust: 'office_internal' })
