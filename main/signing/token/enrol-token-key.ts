import { randomBytes } from 'node:crypto'
import type { SigningKey } from '#contract/signing'
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

type Wish = Place & { pin: string; replaces: string | null }

/**
 * Makes a key that is on the token the signed-in Director's: policy first, then a trial signature that node:crypto checks,
 * then the enrolment. A key in use is replaced only by name. The PIN is tried once.
 * @throws Fault of `tokenFaults`; KEY_EXISTS.
 */
export const useTokenKey = (context: Context, { keyId, ...wish }: Wish & { keyId: string }): SigningKey => {
  refuseRolledBack(context)
  assertReplaces(context, wish.replaces)
  const session = signedIn(context, wish, false)
  try {
    return enrol(context, session, wish, keyId)
  } finally {
    session.close()
  }
}

/**
 * RSA-3072 made on the token: the private half is sensitive, can't be taken out and does nothing but sign; the public half
 * nothing but verify. What does not become the Director's key is not left on the token.
 * @throws Fault of `tokenFaults`; KEY_EXISTS.
 */
export const makeTokenKey = async (context: Context, { label, ...wish }: Wish & { label: string }): Promise<SigningKey> => {
  refuseRolledBack(context)
  assertReplaces(context, wish.replaces)
  const session = signedIn(context, wish, true)
  try {
    const id = randomBytes(8)
    const made = await generatePair(session, wish.serial, label, id)
    try {
      // A token that takes the template and does something else has made a key that must not be trusted with this.
      const keeps = readFlag(session, made.privateKey, session.module.ck.CKA_SENSITIVE) === true
        && readFlag(session, made.privateKey, session.module.ck.CKA_EXTRACTABLE) === false
      if (!keeps) throw new Fault('TOKEN_KEY_REFUSED', { causes: ['may_leave_token'] })
      return enrol(context, session, wish, id.toString('hex'))
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

const signedIn = (context: Context, { module, serial, pin }: Wish, write: boolean): OpenSession =>
  noted(context, { kid: null, serial }, () => openSession(listedModule(context.home, module), serial, { pin: latinDigits(pin), write }))

/** The key signs once, what it signed is checked, and it takes the place of the one before. */
const enrol = (context: Context, session: OpenSession, { module, serial, pin, replaces }: Wish, keyId: string): SigningKey => {
  const { publicKey } = factsOf(session, session.slot, keyId, findPrivateKey(session, keyId))
  if (!publicKey) throw new Fault('TOKEN_KEY_ABSENT')
  const publicPem = publicKey.export({ type: 'spki', format: 'pem' }).toString()
  const use = directorPost(context.db, context.actor.username)
  const signer = signerOn(session, { serial, keyId, publicPem, use }, latinDigits(pin), context.clock.now())
  noted(context, { kid: signer.kid, serial }, () => signer.signBytes(randomBytes(32)))
  const token = { module, serial, label: session.info.label, keyId }
  return transact(context.db, () => {
    assertReplaces(context, replaces)
    const bits = publicKey.asymmetricKeyDetails?.modulusLength ?? modulusBits
    return toSigningKey(replaceKey(context, { kid: signer.kid, use, publicPem, bits }, { token }))
  })
}
