import { createHash } from 'node:crypto'
import type { SigningKey } from '#contract/signing'
import { Fault } from '#main/app/fault'
import { jwsFrame } from '../jws-frame'
import { importPublicKey, kidOf } from '../key-policy'
import type { Signer } from '../signer'
import type { SigningStopped } from '../signing-stopped'
import type { ListedModule } from './module-list'
import { openSession, type OpenSession } from './open-session'
import { factsOf, findPrivateKey, pssMechanism, pssOf } from './private-key'
import { readFlag } from './read-objects'
import { stopOf } from './token-faults'
import { judgeKey } from './token-policy'

export type TokenKeyPlace = { serial: string; keyId: string; publicPem: string; use: SigningKey['use'] }

/**
 * Opens a Director's key on a token with the PIN just typed, tried once. Signatures are made one after another: a token
 * does no two things at a time. The first thing that fails ends the signer; a PIN is never tried again.
 * @throws Fault of `tokenFaults`.
 */
export const openTokenSigner = (listed: ListedModule, place: TokenKeyPlace, pin: string, now: Date): Signer => {
  const session = openSession(listed, place.serial, { pin })
  try {
    return signerOn(session, place, pin, now)
  } catch (error) {
    session.close()
    throw error
  }
}

/** The same on a session that is signed in; closing the signer closes it. @throws Fault TOKEN_KEY_ABSENT, TOKEN_KEY_REFUSED {causes}. */
export const signerOn = (session: OpenSession, { serial, keyId, publicPem, use }: TokenKeyPlace, pin: string, now: Date): Signer => {
  const { module, handle, slot } = session
  const { p11, ck } = module
  const privateKey = findPrivateKey(session, keyId)
  if (!privateKey) throw new Fault('TOKEN_KEY_ABSENT')
  const facts = factsOf(session, slot, keyId, privateKey)
  const { refusals } = judgeKey(facts, now)
  const pss = pssOf(session, slot)
  if (refusals.length > 0 || !pss) throw new Fault('TOKEN_KEY_REFUSED', { causes: refusals })
  const publicKey = importPublicKey(publicPem)
  if (!facts.publicKey?.equals(publicKey)) throw new Fault('TOKEN_KEY_ABSENT')
  const kid = kidOf(publicKey, use)
  const frame = jwsFrame(kid, publicKey)
  const asksEachTime = readFlag(session, privateKey, ck.CKA_ALWAYS_AUTHENTICATE) === true
  const mechanism = pssMechanism(ck, pss)
  const modulusBytes = (publicKey.asymmetricKeyDetails?.modulusLength ?? 0) / 8
  let stopped: SigningStopped | null = null
  let closed = false
  let queue: Promise<unknown> = Promise.resolve()
  let waiting = 0

  const stop = (error: unknown, asked: 'pin' | 'signature'): SigningStopped => (stopped = stopOf(error, module, serial, asked))
  const begin = (): void => {
    if (closed) throw new Error('the signer is closed')
    if (stopped) throw stopped
    try {
      p11.C_SignInit(handle, mechanism, privateKey)
    } catch (error) {
      throw stop(error, 'signature')
    }
    if (!asksEachTime) return
    try {
      p11.C_Login(handle, ck.CKU_CONTEXT_SPECIFIC, pin)
    } catch (error) {
      throw stop(error, 'pin')
    }
  }
  const toSign = (bytes: Buffer): Buffer => (pss === 'whole' ? bytes : createHash('sha256').update(bytes).digest())

  const blocking = (bytes: Buffer): Buffer => {
    if (waiting > 0) throw new Error('the token is at another signature')
    begin()
    try {
      return p11.C_Sign(handle, toSign(bytes), Buffer.alloc(modulusBytes))
    } catch (error) {
      throw stop(error, 'signature')
    }
  }
  const inPool = async (bytes: Buffer): Promise<Buffer> => {
    begin()
    const given = toSign(bytes)
    try {
      const made = await p11.C_SignAsync(handle, given, Buffer.alloc(modulusBytes))
      // The binding holds no reference to its input while the pool reads it; this one does.
      return given.length > 0 ? made : Buffer.alloc(0)
    } catch (error) {
      throw stop(error, 'signature')
    }
  }
  const queued = (bytes: Buffer): Promise<Buffer> => {
    waiting += 1
    const made = queue.then(() => inPool(bytes)).finally(() => { waiting -= 1 })
    queue = made.catch(() => undefined)
    return made
  }

  return {
    kid,
    // A card needs up to a second for each; so often the screen hears of it and what is signed is stored.
    atOnce: 5,
    expect: () => undefined,
    sign: (typ, text, extra) => {
      const part = frame.part(typ, text, extra)
      return frame.complete(part, blocking(part.bytes))
    },
    signBeside: async (typ, text, extra) => {
      const part = frame.part(typ, text, extra)
      return frame.complete(part, await queued(part.bytes))
    },
    signBytes: (bytes) => {
      const whole = Buffer.from(bytes)
      return frame.checked(whole, blocking(whole))
    },
    close: () => {
      if (closed) return
      closed = true
      if (waiting === 0) session.close()
      else void queue.finally(() => session.close())
    },
  }
}
