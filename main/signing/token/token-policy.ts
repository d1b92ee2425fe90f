import type { KeyObject } from 'node:crypto'
import type { KeyRefusal, KeyWarning, TokenCertificate } from '#contract/tokens'
import { modulusBits } from '../key-policy'
import type { TokenCertificateFacts } from './token-certificate'

/** What is known of a key on a token; null where it was not asked or the token does not say. */
export type KeyFacts = {
  publicKey: KeyObject | null
  /** The token offers RSASSA-PSS, with its own SHA-256 or over a digest. */
  pss: boolean
  certificate: TokenCertificateFacts | 'unreadable' | null
  /** Of the private key, after the PIN. */
  mayUse: { sign: boolean | null; decrypt: boolean | null; unwrap: boolean | null; extractable: boolean | null } | null
}

const soon = 30 * 86_400_000

/**
 * What this office does with such a key (design/signing §4.1; FIPS 186-5). Refused: what would make signatures nobody should
 * accept. Warned of: what the token's owner should know and may have chosen.
 */
export const judgeKey = ({ publicKey, pss, certificate, mayUse }: KeyFacts, now: Date): { refusals: KeyRefusal[]; warnings: KeyWarning[] } => {
  const refusals: KeyRefusal[] = []
  const warnings: KeyWarning[] = []
  if (publicKey?.asymmetricKeyType !== 'rsa') refusals.push('not_rsa')
  else {
    const { modulusLength = 0, publicExponent } = publicKey.asymmetricKeyDetails ?? {}
    if (modulusLength < modulusBits) refusals.push('bits')
    if (publicExponent !== 65537n) refusals.push('exponent')
  }
  if (!pss) refusals.push('mechanism')
  if (mayUse?.sign === false) refusals.push('cannot_sign')
  if (mayUse?.extractable === true) warnings.push('may_leave_token')
  if (mayUse?.decrypt === true || mayUse?.unwrap === true) warnings.push('other_uses')
  if (certificate === null) warnings.push('no_certificate')
  else if (certificate === 'unreadable') refusals.push('certificate_other')
  else refusals.push(...judgeCertificate(certificate, publicKey, now))
  if (certificate && certificate !== 'unreadable' && refusals.length === 0 && certificate.notAfter.getTime() - now.getTime() < soon) warnings.push('expires_soon')
  return { refusals, warnings }
}

const judgeCertificate = (certificate: TokenCertificateFacts, publicKey: KeyObject | null, now: Date): KeyRefusal[] => [
  ...(publicKey && !certificate.publicKey.equals(publicKey) ? ['certificate_other' as const] : []),
  ...(certificate.authority ? ['authority' as const] : []),
  ...(certificate.signs ? [] : ['usage' as const]),
  ...(now > certificate.notAfter ? ['expired' as const] : []),
  ...(now < certificate.notBefore ? ['not_yet_valid' as const] : []),
]

/** The certificate as a screen shows it. */
export const toShown = ({ subject, issuer, serial, notBefore, notAfter }: TokenCertificateFacts): TokenCertificate =>
  ({ subject, issuer, serial, notBefore: notBefore.toISOString(), notAfter: notAfter.toISOString() })
