import type { PinTries, TokenInfo, TokenUnfit } from '#contract/tokens'
import type { OpenModule } from './open-module'
import { rvOf, type Handle, type Native } from './native'

export type FoundToken = { slot: Handle; info: TokenInfo }

/** Texts of PKCS#11 are padded with blanks; ones that a token fills with anything else are cut to what can be shown. */
const shown = (text: string): string => text.replace(/[\p{Cc}\p{Cf}\uFFFD]/gu, '').trim()

/** PKCS#11 §3.2: what the token says of wrong tries, the worst first. Nothing is counted or guessed here. */
const triesOf = (flags: number, ck: Native): PinTries =>
  flags & ck.CKF_USER_PIN_LOCKED ? 'locked' : flags & ck.CKF_USER_PIN_FINAL_TRY ? 'final' : flags & ck.CKF_USER_PIN_COUNT_LOW ? 'low' : 'normal'

const unfitOf = (flags: number, ck: Native): TokenUnfit | null =>
  flags & ck.CKF_PROTECTED_AUTHENTICATION_PATH ? 'pin_pad'
    : flags & ck.CKF_USER_PIN_INITIALIZED ? (flags & ck.CKF_WRITE_PROTECTED ? 'read_only' : null) : 'pin_not_set'

/** Tokens in the readers now. One that is just being pulled out, or was never initialised, is not among them. */
export const listTokens = ({ p11, ck }: OpenModule): FoundToken[] =>
  p11.C_GetSlotList(true).flatMap((slot): FoundToken[] => {
    try {
      const token = p11.C_GetTokenInfo(slot)
      if (!(token.flags & ck.CKF_TOKEN_INITIALIZED)) return []
      return [{
        slot,
        info: {
          serial: shown(token.serialNumber), label: shown(token.label), manufacturer: shown(token.manufacturerID), model: shown(token.model),
          slot: shown(p11.C_GetSlotInfo(slot).slotDescription), tries: triesOf(token.flags, ck), unfit: unfitOf(token.flags, ck),
        },
      }]
    } catch (error) {
      if (rvOf(error) === '') throw error
      return []
    }
  })

/** The token with this serial number, if it is in a reader now. */
export const findToken = (module: OpenModule, serial: string): FoundToken | null => listTokens(module).find(({ info }) => info.serial === serial) ?? null
