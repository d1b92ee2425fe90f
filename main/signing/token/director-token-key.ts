import type { SigningKey } from '#contract/signing'
import { latinDigits } from '#contract/tokens'
import { Fault } from '#main/app/fault'
import type { Context } from '#main/app/ports'
import type { KeyRow } from '#db/signing/key-repo'
import { transact } from '#db/transact'
import { noteRefused } from '../open-own-key'
import { SigningStopped } from '../signing-stopped'
import type { Signer } from '../signer'
import { listedModule } from './module-list'
import { openTokenSigner } from './token-signer'

type OnToken = Pick<KeyRow, 'publicPem' | 'kid' | 'use'> & { token: NonNullable<SigningKey['token']> }

/**
 * Opens a key on its token with the PIN just typed. A wrong PIN, and a token that it locked, are entries of the ledger: they
 * are tries at the Director's signature.
 * @throws Fault of `tokenFaults`.
 */
export const openKeyOnToken = (context: Context, { kid, publicPem, use, token }: OnToken, typed: string): Signer =>
  noted(context, { kid, serial: token.serial }, () =>
    openTokenSigner(listedModule(context.home, token.module), { serial: token.serial, keyId: token.keyId, publicPem, use }, latinDigits(typed), context.clock.now()))

type Tried = { kid: string | null; serial: string }

/** Runs what tries a PIN, and writes down a PIN that was refused before it is answered. */
export const noted = <T>(context: Context, { kid, serial }: Tried, trying: () => T): T => {
  try {
    return trying()
  } catch (error) {
    if (error instanceof SigningStopped && (error.reason === 'pin_wrong' || error.reason === 'token_locked')) noteRefusedPin(context, { kid, serial }, error)
    throw error
  }
}

const noteRefusedPin = (context: Context, { kid, serial }: Tried, { reason, details }: SigningStopped): void => {
  transact(context.db, () => {
    noteRefused(context, { cause: reason, token: serial, ...(kid ? { kid } : {}), ...(details['tries'] ? { tries: details['tries'] } : {}) })
  })
}

/** A key on a token, or a fault: rows of other stores have no token. */
export const tokenOf = ({ kid, publicPem, use, token }: KeyRow): OnToken => {
  if (!token) throw new Fault('KEY_ABSENT')
  return { kid, publicPem, use, token }
}
