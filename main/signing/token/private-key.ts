import type { KeyObject } from 'node:crypto'
import type { KeyFacts } from './token-policy'
import { readTokenCertificate } from './token-certificate'
import { findObjects, listShownKeys, readFlag, readPublicKey, type Session } from './read-objects'
import type { Handle, Native } from './native'

/** How a token makes a PS256 signature: over the document itself, or over a digest made here (older tokens). */
export type Pss = 'whole' | 'digest'

/** RSASSA-PSS of a slot, or null: then no key of it can sign here. */
export const pssOf = ({ module: { p11, ck } }: Session, slot: Handle): Pss | null => {
  const offered = p11.C_GetMechanismList(slot)
  return offered.includes(ck.CKM_SHA256_RSA_PKCS_PSS) ? 'whole' : offered.includes(ck.CKM_RSA_PKCS_PSS) ? 'digest' : null
}

/** SHA-256, MGF1 with SHA-256, salt of 32 bytes: JOSE's PS256 (RFC 7518 §3.5). */
export const pssMechanism = (ck: Native, pss: Pss) => ({
  mechanism: pss === 'whole' ? ck.CKM_SHA256_RSA_PKCS_PSS : ck.CKM_RSA_PKCS_PSS,
  parameter: { type: ck.CK_PARAMS_RSA_PSS, hashAlg: ck.CKM_SHA256, mgf: ck.CKG_MGF1_SHA256, saltLen: 32 },
})

/** The private key of this CKA_ID, seen only after the PIN; null when there is none, or more than one to choose from. */
export const findPrivateKey = (session: Session, keyId: string): Handle | null => {
  const { ck } = session.module
  const found = findObjects(session, [{ type: ck.CKA_CLASS, value: ck.CKO_PRIVATE_KEY }, { type: ck.CKA_ID, value: Buffer.from(keyId, 'hex') }])
  return found.length === 1 ? found[0]! : null
}

/** What policy is asked about; without a private key (before the PIN) as far as the token shows it. */
export const factsOf = (session: Session, slot: Handle, keyId: string, privateKey: Handle | null): KeyFacts & { label: string } => {
  const { ck } = session.module
  const shown = listShownKeys(session).find((one) => one.keyId === keyId)
  const certificate = shown?.certificate ? readTokenCertificate(shown.certificate) ?? 'unreadable' : null
  const publicKey: KeyObject | null = (privateKey && readPublicKey(session, privateKey)) ?? shown?.publicKey
    ?? (certificate && certificate !== 'unreadable' ? certificate.publicKey : null)
  return {
    label: shown?.label ?? '', publicKey, certificate, pss: pssOf(session, slot) !== null,
    mayUse: privateKey && {
      sign: readFlag(session, privateKey, ck.CKA_SIGN), decrypt: readFlag(session, privateKey, ck.CKA_DECRYPT),
      unwrap: readFlag(session, privateKey, ck.CKA_UNWRAP), extractable: readFlag(session, privateKey, ck.CKA_EXTRACTABLE),
    },
  }
}
