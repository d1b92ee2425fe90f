import type { SigningKey } from '#contract/signing'
import { Fault } from '#main/app/fault'
import type { Context } from '#main/app/ports'
import { refuseRolledBack, refuseUnanchored } from '#main/checkpoints/index'
import { refuseUnstamped } from '#main/timestamps/index'
import { directorPost, sealBytes, unsealBytes } from '#main/staff/index'
import type { Reader } from '#db/handle'
import { activeKidOf, findActiveKey, type KeyRow } from '#db/signing/key-repo'
import { transact } from '#db/transact'
import { generateKey, replaceKey, toSigningKey } from './make-key'
import { openOwnKey } from './open-own-key'
import { openKeyOnToken, tokenOf } from './token/director-token-key'
import { openSigner, type Signer, type SigningPurpose } from './signer'

/** Binds sealed bytes to the key and its holder: neither can be swapped in the table. */
export const sealedFor = (kid: string, holder: string): string => `mohr.signing.1|${kid}|${holder}`

/** A key is of the post in which it was made: one made while acting never signs as the Director, nor the other way round. */
const ofPost = (db: Reader, username: string, kid: string): boolean => kid.startsWith(directorPost(db, username) === 'director' ? 'd-' : 'a-')

/** Whether a director has a signing key of her own for the post she holds now. */
export const hasActiveDirectorKey = (db: Reader, username: string): boolean => {
  const kid = activeKidOf(db, 'director', username)
  return kid !== undefined && ofPost(db, username, kid)
}

/** Whether an opened key still signs for the signed-in director: it may be declared stolen or replaced while a list is being signed. */
export const stillSigns = ({ db, actor }: Pick<Context, 'db' | 'actor'>, kid: string): boolean => activeKidOf(db, 'director', actor.username) === kid

const unsealed = (key: KeyRow, userKey: Buffer): Buffer | null => unsealBytes(userKey, key.privateSealed ?? '', sealedFor(key.kid, key.holder))

/**
 * Makes the Director's key and wraps it with her own user key, which only her passphrase opens.
 * A key that her user key no longer opens (IT gave her a new passphrase), or of another post, is retired and replaced; it still verifies.
 * @param replaces the key on a token that this one follows: it is lost or broken.
 * @throws Fault PASSPHRASE_WRONG, PASSPHRASE_DELAYED, KEY_EXISTS.
 */
export const createDirectorKey = (context: Context, passphrase: string, replaces: string | null = null): SigningKey => {
  const { db, actor } = context
  const current = findActiveKey(db, 'director', actor.username)
  // Whether a token is lost is for her to say, not for this program to find out.
  if (current?.store === 'token' && current.kid !== replaces) throw new Fault('KEY_EXISTS')
  const userKey = openOwnKey(context, passphrase, current?.kid ?? null)
  const opened = current && ofPost(db, actor.username, current.kid) ? unsealed(current, userKey) : null
  opened?.fill(0)
  if (opened) {
    userKey.fill(0)
    throw new Fault('KEY_EXISTS')
  }
  const key = generateKey(directorPost(db, actor.username))
  try {
    const privateSealed = sealBytes(userKey, key.privateDer, sealedFor(key.kid, actor.username))
    return transact(db, () => toSigningKey(replaceKey(context, key, { privateSealed })))
  } finally {
    key.privateDer.fill(0)
    userKey.fill(0)
  }
}

/**
 * Opens the signed-in Director's key with what she just typed: her passphrase, or the PIN of the token that holds it. A wrong
 * one is counted (a PIN by the token itself) and signs nothing.
 * @param purpose taking a right away is never held up by a missing timestamp.
 * @throws Fault LEDGER_ROLLED_BACK, TIMESTAMP_OVERDUE, CLOCK_WRONG, ANCHOR_OVERDUE, KEY_ABSENT, PASSPHRASE_WRONG, PASSPHRASE_DELAYED, and
 *   `tokenFaults`.
 */
export const openDirectorSigner = (context: Context, secret: string, purpose: SigningPurpose = 'issue'): Signer => {
  refuseRolledBack(context)
  if (purpose === 'issue') {
    refuseUnstamped(context)
    refuseUnanchored(context)
  }
  const { db, actor } = context
  const key = findActiveKey(db, 'director', actor.username)
  if (!key || !ofPost(db, actor.username, key.kid)) throw new Fault('KEY_ABSENT')
  if (key.store === 'token') return openKeyOnToken(context, tokenOf(key), secret)
  const userKey = openOwnKey(context, secret, key.kid)
  const der = unsealed(key, userKey)
  userKey.fill(0)
  if (!der) throw new Fault('KEY_ABSENT')
  return openSigner(der, key.use)
}
