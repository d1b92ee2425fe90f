import { randomBytes } from 'node:crypto'
import type { SigningKey, TokenAddress } from '#contract/signing-key'
import { latinDigits, type TokenKey } from '#contract/tokens'
import { Fault } from '#main/app/fault'
import type { Context } from '#main/app/ports'
import { refuseRolledBack } from '#main/checkpoints/index'
import { directorPost } from '#main/staff/index'
import { findActiveKey } from '#db/signing/key-repo'
import { transact } from '#db/transact'
import { kidOf, modulusBits } from '../key-policy'
import { replaceKey, toSigningKey } from '../make-key'
import { noted } from './director-token-key'
import { listedModule } from './module-list'
import { openSession, quietly, type OpenSession } from './open-session'
import { factsOf, findPrivateKey } from './private-key'
import { listShownKeys, readFlag } from './read-objects'
import { stopOf } from './token-faults'
import { judgeKey, toShown } from './token-policy'
import { signerOn } from './token-signer'

type Place = { module: string; serial: string }

/** Key pairs and certificates that the token shows without its PIN. @throws Fault of `tokenFaults` but those of a PIN. */
export const listTokenKeys = ({ home, clock, db, actor }: Context, { module, serial }: Place): TokenKey[] => {
  const session = openSession(listedModule(home, module), serial)
  try {
    return listShownKeys(session).map(({ keyId }) => {
      const facts = factsOf(session, session.slot, keyId, null)
      const details = facts.publicKey?.asymmetricKeyDetails
      return {
        keyId, label: facts.label, bits: details?.modulusLength ?? 0, kid: facts.publicKey && kidOf(facts.publicKey, directorPost(db, actor.username)),
        certificate: facts.certificate && facts.certificate !== 'unreadable' ? toShown(facts.certificate) : null, ...judgeKey(facts, clock.now()),
      }
    })
  } finally {
    session.close()
  }
}

type Wish = Place & { pin: string }
/** A key on a token that has signed a trial text. */
export type Proven = Pick<SigningKey, 'kid' | 'use' | 'publicPem' | 'bits'> & { token: TokenAddress }
type Keep<T> = (proven: Proven) => T

/**
 * Policy first, then a trial signature of a key that is on the token, checked by node:crypto; then what `keep` makes of it. The
 * PIN is tried once.
 * @throws Fault of `tokenFaults`, LEDGER_ROLLED_BACK.
 */
export const takePair = <T>(context: Context, { keyId, ...wish }: Wish & { keyId: string }, keep: Keep<T>): T => {
  const session = signedIn(context, wish, false)
  try {
    return keep(proven(context, session, wish, keyId))
  } finally {
    session.close()
  }
}

/**
 * RSA-3072 made on the token: the private half is sensitive, can't be taken out and does nothing but sign; the public half
 * nothing but verify. What `keep` does not keep is not left on the token.
 * @throws Fault of `tokenFaults`, LEDGER_ROLLED_BACK.
 */
export const makePair = async <T>(context: Context, { label, ...wish }: Wish & { label: string }, keep: Keep<T>): Promise<T> => {
  const session = signedIn(context, wish, true)
  try {
    const id = randomBytes(8)
    const made = await generatePair(session, wish.serial, label, id)
    try {
      // A token that takes the template and does something else has made a key that must not be trusted with this.
      const keeps = readFlag(session, made.privateKey, session.module.ck.CKA_SENSITIVE) === true
        && readFlag(session, made.privateKey, session.module.ck.CKA_EXTRACTABLE) === false
      if (!keeps) throw new Fault('TOKEN_KEY_REFUSED', { causes: ['may_leave_token'] })
      return keep(proven(context, session, wish, id.toString('hex')))
    } catch (error) {
      quietly(() => {
        for (const half of [made.privateKey, made.publicKey]) session.module.p11.C_DestroyObject(session.handle, half)
      })
      throw error
    }
  } finally {
    session.close()
  }
}

type Enrolment = Wish & { replaces: string | null }

/**
 * Makes a key that is on the token the signed-in Director's. A key in use is replaced only by name.
 * @throws Fault of `tokenFaults`; KEY_EXISTS.
 */
export const useTokenKey = (context: Context, wish: Enrolment & { keyId: string }): SigningKey => {
  assertReplaces(context, wish.replaces)
  return takePair(context, wish, (found) => enrol(context, wish.replaces, found))
}

/** The same with a pair that is made there now. @throws Fault of `tokenFaults`; KEY_EXISTS. */
export const makeTokenKey = async (context: Context, wish: Enrolment & { label: string }): Promise<SigningKey> => {
  assertReplaces(context, wish.replaces)
  return makePair(context, wish, (found) => enrol(context, wish.replaces, found))
}

const generatePair = async ({ module, handle }: OpenSession, serial: string, label: string, id: Buffer) => {
  const { p11, ck } = module
  const both = [{ type: ck.CKA_TOKEN, value: true }, { type: ck.CKA_LABEL, value: label }, { type: ck.CKA_ID, value: id }]
  try {
    return await p11.C_GenerateKeyPairAsync(handle, { mechanism: ck.CKM_RSA_PKCS_KEY_PAIR_GEN }, [
      ...both, { type: ck.CKA_PRIVATE, value: false }, { type: ck.CKA_VERIFY, value: true },
      { type: ck.CKA_MODULUS_BITS, value: modulusBits }, { type: ck.CKA_PUBLIC_EXPONENT, value: Buffer.from([1, 0, 1]) },
      // SoftHSM, for one, lets a public key encrypt and wrap unless it is told.
      { type: ck.CKA_ENCRYPT, value: false }, { type: ck.CKA_WRAP, value: false }, { type: ck.CKA_VERIFY_RECOVER, value: false },
    ], [
      ...both, { type: ck.CKA_PRIVATE, value: true }, { type: ck.CKA_SIGN, value: true },
      { type: ck.CKA_SENSITIVE, value: true }, { type: ck.CKA_EXTRACTABLE, value: false },
      { type: ck.CKA_DECRYPT, value: false }, { type: ck.CKA_UNWRAP, value: false }, { type: ck.CKA_SIGN_RECOVER, value: false },
    ])
  } catch (error) {
    throw stopOf(error, module, serial, 'signature')
  }
}

/** Refused before any PIN is tried. @throws Fault KEY_EXISTS. */
const assertReplaces = ({ db, actor }: Context, replaces: string | null): void => {
  const current = findActiveKey(db, 'director', actor.username)
  if ((current?.kid ?? null) !== replaces) throw new Fault('KEY_EXISTS')
}

const signedIn = (context: Context, { module, serial, pin }: Wish, write: boolean): OpenSession => {
  refuseRolledBack(context)
  return noted(context, { kid: null, serial }, () => openSession(listedModule(context.home, module), serial, { pin: latinDigits(pin), write }))
}

const proven = (context: Context, session: OpenSession, { module, serial, pin }: Wish, keyId: string): Proven => {
  const { publicKey } = factsOf(session, session.slot, keyId, findPrivateKey(session, keyId))
  if (!publicKey) throw new Fault('TOKEN_KEY_ABSENT')
  const publicPem = publicKey.export({ type: 'spki', format: 'pem' }).toString()
  const use = directorPost(context.db, context.actor.username)
  const signer = signerOn(session, { serial, keyId, publicPem, use }, latinDigits(pin), context.clock.now())
  noted(context, { kid: signer.kid, serial }, () => signer.signBytes(randomBytes(32)))
  return { kid: signer.kid, use, publicPem, bits: publicKey.asymmetricKeyDetails?.modulusLength ?? modulusBits, token: { module, serial, label: session.info.label, keyId } }
}

/** It takes the place of the one before. */
const enrol = (context: Context, replaces: string | null, { token, ...key }: Proven): SigningKey =>
  transact(context.db, () => {
    assertReplaces(context, replaces)
    return toSigningKey(replaceKey(context, key, { token }))
  })
