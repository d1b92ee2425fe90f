import { createPrivateKey, generateKeyPairSync, hash, type KeyObject } from 'node:crypto'
import type { Context, Office } from '#main/app/ports'
import { appendEntry } from '#main/ledger/index'
import { insertLogKey, listLogKeys, type LogKeyRow } from '#db/checkpoints/log-key-repo'
import type { Reader } from '#db/handle'
import { publicKeyOf, type NoteKey } from './note'

/** First line of every checkpoint of an office: its unit, and whether it is only for training. */
export const originOf = ({ unit, training }: Office): string => `mohr/${unit}${training ? '/training' : ''}`

export const noteKey = ({ origin, publicKey }: LogKeyRow): NoteKey => ({ name: origin, publicKey })

/** The key that seals now, or undefined before the first checkpoint. */
export const currentLogKey = (db: Reader): LogKeyRow | undefined => listLogKeys(db)[0]

export const privateKeyOf = (row: LogKeyRow): KeyObject => createPrivateKey({ key: row.privateDer, format: 'der', type: 'pkcs8' })

/**
 * The office's Ed25519 log key, made at its first checkpoint and enrolled in the ledger, so that the registry knows it too. It
 * is not the Director's and signs nothing but checkpoints; like the office seal it lies in the encrypted database.
 * Inside the caller's transaction.
 */
export const logKeyOf = (context: Context): LogKeyRow => {
  const { db, office, clock } = context
  const known = currentLogKey(db)
  if (known) return known
  const { publicKey, privateKey } = generateKeyPairSync('ed25519')
  const spki = publicKey.export({ type: 'spki', format: 'der' })
  const row: LogKeyRow = {
    kid: `l-${hash('sha256', spki, 'base64url').slice(0, 16)}`, origin: originOf(office), publicKey: spki.subarray(-32),
    privateDer: privateKey.export({ type: 'pkcs8', format: 'der' }), test: office.training, createdAt: clock.now().toISOString(),
  }
  insertLogKey(db, row)
  appendEntry(context, {
    kind: 'key.enrol', aggregate: { type: 'Key', id: row.kid }, baseVersion: 0,
    payload: { kid: row.kid, use: 'log', alg: 'Ed25519', holder: office.unit, public_pem: pemOf(row), ...(office.training ? { test: true } : {}) },
  })
  return row
}

/** SPKI, PEM: what openssl reads. */
export const pemOf = (row: LogKeyRow): string => publicKeyOf(row.publicKey).export({ type: 'spki', format: 'pem' }).toString()
