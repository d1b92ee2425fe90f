import { admitKey, KeyOutsidePolicy } from '../key-policy'
import { fits, keyOfSpki } from './algorithms'
import type { Certificate } from './read-certificate'
import type { CertificateFault } from '#contract/certificates'

export type Chain = { leaf: Certificate; between: Certificate[]; root: Certificate }

/** The longest chain we follow: three authorities between a signer and its root are already many. */
const longest = 5

/**
 * Builds and checks the path from a signer's certificate to one of the pinned roots, by our own rules (RFC 5280 §6, the parts
 * that a signer needs): names and key identifiers fit, each signature is the next one's, authorities are authorities and
 * as many as allowed, every certificate is of its time, no SHA-1, RSA of 3,072 bits and e = 65537 throughout, and nothing
 * critical that we do not understand.
 * @param spki the key that the leaf must certify.
 * @param roots pinned by hand; a self-signed certificate that only lies in the file counts for nothing.
 * @returns the chain, or the first reason in the order in which a person would mend it.
 */
export const buildChain = (
  leaf: Certificate, others: readonly Certificate[], roots: readonly Certificate[], spki: Uint8Array, at: Date,
): { chain: Chain } | { reason: CertificateFault } => {
  const own = leafFault(leaf, spki, at)
  if (own) return { reason: own }
  const found = climb(leaf, [], others, roots, at)
  return 'reason' in found ? found : { chain: { leaf, ...found } }
}

/** Why a certificate is no root: it must be an authority that signed itself, strong and of its time. */
export const rootFault = (root: Certificate, at: Date): CertificateFault | null => {
  const own = commonFault(root, at)
  if (own) return own
  if (!root.ca || root.usage?.has('keyCertSign') === false) return 'not_authority'
  if (!root.subject.equals(root.issuer)) return 'broken_chain'
  return typeof root.algorithm !== 'string' && fits(root.algorithm, root.signed, root.signature, keyOfSpki(root.spki)) ? null : 'signature'
}

/** What is wrong with the signer's own certificate. */
const leafFault = (leaf: Certificate, spki: Uint8Array, at: Date): CertificateFault | null => {
  if (!leaf.spki.equals(spki)) return 'wrong_key'
  if (leaf.ca || leaf.usage?.has('keyCertSign')) return 'is_authority'
  if (!leaf.usage?.has('digitalSignature') || !servesSigning(leaf)) return 'key_usage'
  return commonFault(leaf, at)
}

/** Purposes that say that a key is for something else alone: TLS, code, time stamps, OCSP. */
const otherPurposes = new Set(['1.3.6.1.5.5.7.3.1', '1.3.6.1.5.5.7.3.3', '1.3.6.1.5.5.7.3.8', '1.3.6.1.5.5.7.3.9'])
const servesSigning = ({ purposes }: Certificate): boolean => purposes === null || purposes.some((purpose) => !otherPurposes.has(purpose))

/** What may be wrong with any certificate of a chain. */
const commonFault = (one: Certificate, at: Date): CertificateFault | null => {
  if (typeof one.algorithm === 'string') return one.algorithm
  if (!isStrong(one)) return 'weak_key'
  if (one.unknownCritical.length > 0) return 'critical'
  if (at < one.notBefore) return 'not_yet_valid'
  return at > one.notAfter ? 'expired' : null
}

const isStrong = ({ spki }: Certificate): boolean => {
  try {
    admitKey(keyOfSpki(spki))
    return true
  } catch (error) {
    if (error instanceof KeyOutsidePolicy) return false
    throw error
  }
}

type Climbed = { between: Certificate[]; root: Certificate } | { reason: CertificateFault }

/** The issuer of `one`, tried among the pinned roots first; the reason of the path that came farthest is told. */
const climb = (one: Certificate, below: readonly Certificate[], others: readonly Certificate[], roots: readonly Certificate[], at: Date): Climbed => {
  let reason: CertificateFault = below.length === 0 && others.every(({ subject }) => !subject.equals(one.issuer)) ? 'broken_chain' : 'root_unknown'
  const path = [...below, one]
  for (const root of roots.filter((candidate) => mayBeIssuer(candidate, one))) {
    const fault = linkFault(root, one, path, at)
    if (!fault) return { between: path.slice(1), root }
    reason = fault
  }
  if (path.length > longest) return { reason: 'broken_chain' }
  const pinned = new Set(roots.map(({ fingerprint }) => fingerprint))
  const known = new Set(path.map(({ fingerprint }) => fingerprint))
  for (const issuer of others.filter((candidate) => !known.has(candidate.fingerprint) && !pinned.has(candidate.fingerprint) && mayBeIssuer(candidate, one))) {
    // A self-signed one that nobody pinned is an end without trust.
    if (issuer.subject.equals(issuer.issuer)) continue
    const fault = linkFault(issuer, one, path, at)
    if (fault) {
      reason = fault
      continue
    }
    const higher = climb(issuer, path, others, roots, at)
    if (!('reason' in higher)) return higher
    reason = higher.reason
  }
  return { reason }
}

const mayBeIssuer = (issuer: Certificate, { issuer: name, authorityKeyId }: Certificate): boolean =>
  issuer.subject.equals(name) && (authorityKeyId === null || issuer.subjectKeyId === null || authorityKeyId.equals(issuer.subjectKeyId))

/** Why `issuer` may not have issued the last of `path`. Authorities below count; those that issued to themselves do not (RFC 5280 §6.1.4). */
const linkFault = (issuer: Certificate, one: Certificate, path: readonly Certificate[], at: Date): CertificateFault | null => {
  const own = commonFault(issuer, at)
  if (own) return own
  if (!issuer.ca || issuer.usage?.has('keyCertSign') === false) return 'not_authority'
  const authoritiesBelow = path.slice(1).filter(({ subject, issuer: by }) => !subject.equals(by)).length
  if (issuer.pathLength !== null && authoritiesBelow > issuer.pathLength) return 'path_length'
  if (typeof one.algorithm === 'string' || !fits(one.algorithm, one.signed, one.signature, keyOfSpki(issuer.spki))) return 'signature'
  return null
}
