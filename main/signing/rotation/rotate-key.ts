import type { PreparedKey } from '#contract/certificates'
import type { SigningKey } from '#contract/signing'
import { Fault } from '#main/app/fault'
import type { Context } from '#main/app/ports'
import { appendEntry } from '#main/ledger/index'
import { sealBytes, unsealBytes } from '#main/staff/index'
import { announcePrepared, insertPrepared, preparedKeys, removePrepared, type PreparedRow } from '#db/signing/key-end-repo'
import { findActiveKey, listKeys } from '#db/signing/key-repo'
import { transact } from '#db/transact'
import { assertOwn } from '../certificates/known-key'
import { trustNow } from '../certificates/key-trust'
import { modulusBits } from '../key-policy'
import { enrolKey, generateKey, toSigningKey } from '../make-key'
import { sealedFor } from '../director-key'
import { makePair, takePair, type Proven } from '../token/enrol-token-key'
import { openKeyOnToken } from '../token/director-token-key'
import { openOwnKey } from '../open-own-key'
import { requirePrincipal } from '../delegation/hand'
import { endKey } from './end-key'

export const describePrepared = (context: Pick<Context, 'db' | 'clock'>, row: PreparedRow): PreparedKey => {
  const { kid, use, bits, holder, createdAt, test, publicPem, announcedAt, token } = row
  return { kid, use, bits, holder, createdAt, test, publicPem, announcedAt, token, ...trustNow(context, row) }
}

/** @throws Fault NOT_FOUND, KEY_NOT_YOURS, PRINCIPAL_ONLY. */
const preparedOf = (context: Context, kid: string): PreparedRow => {
  const row = preparedKeys(context.db).find((key) => key.kid === kid)
  if (!row) throw new Fault('NOT_FOUND')
  assertOwn(context, row)
  if (row.use === 'director') requirePrincipal(context)
  return row
}

/** A key that the trust file may already name: it must sign before the old one is put away. Only the Director has one of her own: an acting one's is known by her delegations alone. */
const holderOf = (context: Context, use: PreparedKey['use']): string => {
  const { actor, office } = context
  if (use === 'seal') return office.unit
  if (actor.role !== 'director') throw new Fault('KEY_NOT_YOURS')
  requirePrincipal(context)
  return actor.username
}

/** @returns its holder. @throws Fault KEY_NOT_YOURS, PRINCIPAL_ONLY, KEY_PREPARED, KEY_ABSENT, SEAL_KEY_ABSENT. */
const mayPrepare = (context: Context, use: PreparedKey['use']): string => {
  const holder = holderOf(context, use)
  if (!findActiveKey(context.db, use, holder)) throw new Fault(use === 'seal' ? 'SEAL_KEY_ABSENT' : 'KEY_ABSENT')
  if (preparedKeys(context.db).some((key) => key.use === use && key.holder === holder)) throw new Fault('KEY_PREPARED')
  return holder
}

const storePrepared = (context: Context, key: Omit<PreparedRow, 'test' | 'createdAt' | 'announcedAt'>): PreparedKey => {
  const { db, clock, office } = context
  const row: PreparedRow = { ...key, test: office.training, createdAt: clock.now().toISOString(), announcedAt: null }
  return transact(db, () => {
    insertPrepared(db, row)
    const { kid, use, holder, publicPem, token } = row
    appendEntry(context, { kind: 'key.prepare', aggregate: { type: 'Key', id: kid }, baseVersion: 0, payload: { kid, use, holder, public_pem: publicPem, ...(token ? { store: 'token' } : {}) } })
    return describePrepared(context, row)
  })
}

/**
 * The same with a key on a token: a pair that is made there, or one that is there and that policy takes. It has signed a trial
 * text before it is kept, and nothing since.
 * @throws Fault KEY_NOT_YOURS, PRINCIPAL_ONLY, KEY_PREPARED, KEY_ABSENT, KEY_KNOWN, LEDGER_ROLLED_BACK and `tokenFaults`.
 */
export const prepareTokenKey = async (
  context: Context, { keyId, label, ...place }: { module: string; serial: string; pin: string; keyId: string | null; label: string },
): Promise<PreparedKey> => {
  const holder = mayPrepare(context, 'director')
  const keep = ({ kid, publicPem, bits, token }: Proven): PreparedKey => {
    if (listKeys(context.db).some((key) => key.kid === kid)) throw new Fault('KEY_KNOWN')
    return storePrepared(context, { kid, use: 'director', bits, holder, publicPem, token, privateSealed: null, privateDer: null })
  }
  return keyId === null ? makePair(context, { ...place, label }, keep) : takePair(context, { ...place, keyId }, keep)
}

/**
 * Makes the key that is to follow the one in use, and changes nothing yet: it can be certified, announced to banks, and only
 * then put in use, so that nobody meets a signature whose key they do not know.
 * @throws Fault KEY_NOT_YOURS, KEY_PREPARED, KEY_ABSENT, SEAL_KEY_ABSENT, PASSPHRASE_WRONG, PASSPHRASE_DELAYED.
 */
export const prepareKey = (context: Context, { use, passphrase }: { use: PreparedKey['use']; passphrase: string }): PreparedKey => {
  const holder = mayPrepare(context, use)
  const userKey = openOwnKey(context, passphrase, null)
  const key = generateKey(use)
  try {
    return storePrepared(context, {
      kid: key.kid, use, bits: modulusBits, holder, publicPem: key.publicPem,
      privateSealed: use === 'director' ? sealBytes(userKey, key.privateDer, sealedFor(key.kid, holder)) : null,
      privateDer: use === 'seal' ? Buffer.from(key.privateDer) : null, token: null,
    })
  } finally {
    key.privateDer.fill(0)
    userKey.fill(0)
  }
}

/** From now on the trust file names it beside the key in use. @throws Fault NOT_FOUND, KEY_NOT_YOURS. */
export const announceKey = (context: Context, { kid }: { kid: string }): PreparedKey =>
  transact(context.db, (db) => {
    const row = preparedOf(context, kid)
    const announcedAt = row.announcedAt ?? context.clock.now().toISOString()
    if (row.announcedAt === null) {
      announcePrepared(db, kid, announcedAt)
      appendEntry(context, { kind: 'key.announce', aggregate: { type: 'Key', id: kid }, baseVersion: 0, payload: { kid } })
    }
    return describePrepared(context, { ...row, announcedAt })
  })

/** A prepared key that is not needed after all; it never signed anything. @throws Fault NOT_FOUND, KEY_NOT_YOURS. */
export const dropPreparedKey = (context: Context, { kid, reason }: { kid: string; reason: string }): { kid: string } =>
  transact(context.db, (db) => {
    preparedOf(context, kid)
    removePrepared(db, kid)
    appendEntry(context, { kind: 'key.drop', aggregate: { type: 'Key', id: kid }, baseVersion: 0, payload: { kid, reason } })
    return { kid }
  })

/** Whoever switches can sign with it: the token is there and takes the PIN, or the passphrase opens it. */
const assertOpens = (context: Context, row: PreparedRow, secret: string): void => {
  const { kid, use, publicPem, token } = row
  if (token) return openKeyOnToken(context, { kid, use, publicPem, token }, secret).close()
  const userKey = openOwnKey(context, secret, kid)
  const opened = row.privateSealed === null ? null : unsealBytes(userKey, row.privateSealed, sealedFor(kid, row.holder))
  userKey.fill(0)
  opened?.fill(0)
  // She got a new passphrase from IT meanwhile: the prepared key is as closed to her as the old one.
  if (use === 'director' && !opened) throw new Fault('KEY_ABSENT')
}

/**
 * Puts the announced key in use and the old one away in one transaction. What the old one signed still verifies; the trust
 * file says until when it signed.
 * @throws Fault NOT_FOUND, KEY_NOT_YOURS, KEY_UNANNOUNCED, KEY_ABSENT, PASSPHRASE_WRONG, PASSPHRASE_DELAYED, and `tokenFaults`.
 */
export const switchKey = (context: Context, { kid, passphrase }: { kid: string; passphrase: string }): SigningKey => {
  const { db, clock } = context
  const row = preparedOf(context, kid)
  if (row.announcedAt === null) throw new Fault('KEY_UNANNOUNCED')
  assertOpens(context, row, passphrase)
  return transact(db, () => {
    const current = findActiveKey(db, row.use, row.holder)
    if (current) endKey(context, current.kid, { how: 'replaced', since: clock.now().toISOString(), reason: 'کلید تازه جای آن را گرفت', successor: kid })
    removePrepared(db, kid)
    return { ...toSigningKey(enrolKey(context, row, row.holder, row, current?.kid)), trust: trustNow(context, row).trust }
  })
}

/** Puts a key away without a successor. @throws Fault NOT_FOUND, KEY_ENDED, KEY_NOT_YOURS, PASSPHRASE_WRONG, PASSPHRASE_DELAYED. */
export const retireOwnKey = (context: Context, { kid, reason, passphrase }: { kid: string; reason: string; passphrase: string }): void => {
  const key = listKeys(context.db).find((one) => one.kid === kid)
  if (!key) throw new Fault('NOT_FOUND')
  if (key.state !== 'active') throw new Fault('KEY_ENDED')
  // A Director who has left can't do it herself: the system manager may, and the ledger says who did.
  if (context.actor.role !== 'system_manager') assertOwn(context, key)
  openOwnKey(context, passphrase, kid).fill(0)
  transact(context.db, () => { endKey(context, kid, { how: 'retired', since: context.clock.now().toISOString(), reason }) })
}
