import type { Details } from '#contract/result'
import type { StopReason } from '#contract/tokens'
import { Fault } from '#main/app/fault'

const codes = { token_absent: 'TOKEN_ABSENT', token_locked: 'TOKEN_LOCKED', token_failed: 'TOKEN_FAILED', pin_wrong: 'PIN_WRONG' } as const satisfies Record<StopReason, string>

/** A token ended the run: what was signed before it stands, and this signer tries nothing more, above all no PIN. */
export class SigningStopped extends Fault {
  override name = 'SigningStopped'
  constructor(readonly reason: StopReason, details: Details = {}) {
    super(codes[reason], details)
  }
}

/**
 * For a run over many documents: a document that is signed, or why the run ends at it.
 * @throws whatever else went wrong.
 */
export const signedOrStopped = async (making: Promise<string>): Promise<{ jws: string; stop: null } | { jws: null; stop: StopReason }> => {
  try {
    return { jws: await making, stop: null }
  } catch (error) {
    if (error instanceof SigningStopped) return { jws: null, stop: error.reason }
    throw error
  }
}
