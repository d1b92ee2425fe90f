import { Fault } from '#main/app/fault'
import { SigningStopped } from '../signing-stopped'
import { findToken, type FoundToken } from './find-token'
import type { OpenModule } from './open-module'
import { rvOf } from './native'

/** CKR codes that mean: this was not the PIN. A length or an alphabet no PIN of the token has counts as wrong, too. */
const wrongPin = new Set(['CKR_PIN_INCORRECT', 'CKR_PIN_INVALID', 'CKR_PIN_LEN_RANGE', 'CKR_ARGUMENTS_BAD'])

/**
 * Why a token did not do what it was asked. Whether it is still there, and how many tries its PIN has left, is asked of the
 * token itself.
 * @throws an error that no module gave.
 */
export const stopOf = (error: unknown, module: OpenModule, serial: string, asked: 'pin' | 'signature'): SigningStopped => {
  if (error instanceof SigningStopped) return error
  const rv = rvOf(error)
  if (rv === '') throw error
  const token = findToken(module, serial)
  if (rv === 'CKR_PIN_LOCKED' || token?.info.tries === 'locked') return new SigningStopped('token_locked')
  if (asked === 'pin' && wrongPin.has(rv)) return new SigningStopped('pin_wrong', { tries: token?.info.tries ?? 'normal' })
  return token ? new SigningStopped('token_failed', { rv }) : new SigningStopped('token_absent')
}

/** The token, fit to be asked for its PIN. @throws Fault TOKEN_ABSENT, TOKEN_LOCKED, TOKEN_UNFIT {cause}. */
export const tokenReady = (module: OpenModule, serial: string, wanted: 'read' | 'write'): FoundToken => {
  const token = findToken(module, serial)
  if (!token) throw new Fault('TOKEN_ABSENT')
  if (token.info.tries === 'locked') throw new Fault('TOKEN_LOCKED')
  const { unfit } = token.info
  if (unfit && (unfit !== 'read_only' || wanted === 'write')) throw new Fault('TOKEN_UNFIT', { cause: unfit })
  return token
}

