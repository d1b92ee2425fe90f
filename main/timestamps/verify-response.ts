import { createHash, hash } from 'node:crypto'
import { fromBER, ObjectIdentifier, OctetString, Sequence, type Integer } from 'asn1js'
import {
  BasicConstraints, Certificate, ExtKeyUsage, IssuerAndSerialNumber, SignedData, SignedDataVerifyError, TimeStampResp, TSTInfo, type Attribute, type ContentInfo, type SignerInfo,
} from 'pkijs'
import type { StampFault, TimestampFacts } from '#contract/timestamps'
import { ownBuffer, sha256Oid } from './build-request'
import { pinnedCertificates } from './settings'
import { isStrictDer } from './strict-der'

/** What the answer must fit. Without a nonce (a file of others) nothing is said of its freshness. */
export type Expected = { signed: Uint8Array; nonce: Uint8Array | null; policy: string; caPem: string }
export type TokenCheck = { ok: true; facts: TimestampFacts } | { ok: false; fault: StampFault }

/** RFC 3161 answers have some two thousand bytes; certificates of long chains make them six thousand. */
export const mostResponseBytes = 65_536

const oids = {
  signedData: '1.2.840.113549.1.7.2', tstInfo: '1.2.840.113549.1.9.16.1.4', contentType: '1.2.840.113549.1.9.3', messageDigest: '1.2.840.113549.1.9.4',
  signingCertificate: '1.2.840.113549.1.9.16.2.12', signingCertificateV2: '1.2.840.113549.1.9.16.2.47', timeStamping: '1.3.6.1.5.5.7.3.8',
  extKeyUsage: '2.5.29.37', keyUsage: '2.5.29.15', basicConstraints: '2.5.29.19',
} as const
const digests: Readonly<Record<string, string>> = { [sha256Oid]: 'sha256', '2.16.840.1.101.3.4.2.2': 'sha384', '2.16.840.1.101.3.4.2.3': 'sha512' }

class Refused extends Error {
  constructor(readonly fault: StampFault) { super(fault) }
}
const refuseUnless = (fits: boolean, fault: StampFault): void => { if (!fits) throw new Refused(fault) }

/**
 * Checks an authority's answer: that it was granted, stands over exactly these signed bytes, answers our own question, and is
 * signed by a certificate made for timestamps alone, valid at the stamped time and vouched for by a pinned authority. The CMS
 * signature and the chain are pkijs's work; what it leaves open (RFC 3161 §2.3 and §2.4.2, RFC 5035) is checked here.
 */
export const verifyResponse = async (response: Uint8Array, expected: Expected): Promise<TokenCheck> => {
  try {
    if (response.length > mostResponseBytes) return { ok: false, fault: 'too_large' }
    const { data, info } = readToken(response)
    checkInfo(info, expected)
    const signer = data.signerInfos[0]!
    const certificate = certificateOf(data, signer)
    checkAlgorithms(signer, certificate)
    checkPurpose(certificate)
    checkAttributes(signer, data, certificate)
    await checkSignature(data, certificate, info, expected)
    return { ok: true, facts: factsOf(info, certificate) }
  } catch (error) {
    if (error instanceof Refused) return { ok: false, fault: error.fault }
    // What the ASN.1 library throws on bytes that are no such structure.
    return { ok: false, fault: 'malformed' }
  }
}

const whole = (bytes: Uint8Array): ReturnType<typeof fromBER> => {
  refuseUnless(isStrictDer(bytes), 'malformed')
  return fromBER(ownBuffer(bytes))
}

const readToken = (response: Uint8Array): { data: SignedData; info: TSTInfo } => {
  const { status, timeStampToken } = new TimeStampResp({ schema: whole(response).result })
  refuseUnless(Number(status.status) === 0 || Number(status.status) === 1, 'rejected')
  refuseUnless(timeStampToken?.contentType === oids.signedData, 'malformed')
  const data = new SignedData({ schema: (timeStampToken as ContentInfo).content as Sequence })
  const content = data.encapContentInfo.eContent
  refuseUnless(data.encapContentInfo.eContentType === oids.tstInfo && content !== undefined && data.signerInfos.length === 1, 'malformed')
  // RFC 5652 §5.1, §5.3: what the signature does not cover is still one of a kind.
  const { version, digestAlgorithm } = data.signerInfos[0]!
  refuseUnless(data.version === 3 && version === 1 && data.digestAlgorithms.some(({ algorithmId }) => algorithmId === digestAlgorithm.algorithmId), 'malformed')
  return { data, info: new TSTInfo({ schema: whole(new Uint8Array((content as OctetString).getValue())).result }) }
}

const checkInfo = (info: TSTInfo, { signed, nonce, policy }: Expected): void => {
  refuseUnless(Number(info.version) === 1 && !(info.extensions ?? []).some(({ critical }) => critical), 'malformed')
  const { hashAlgorithm, hashedMessage } = info.messageImprint
  refuseUnless(hashAlgorithm.algorithmId === sha256Oid, 'algorithm')
  refuseUnless(createHash('sha256').update(signed).digest().equals(Buffer.from(hashedMessage.valueBlock.valueHexView)), 'imprint')
  refuseUnless(nonce === null || (info.nonce !== undefined && Buffer.from(info.nonce.valueBlock.valueHexView).equals(nonce)), 'nonce')
  refuseUnless(policy === '' || info.policy === policy, 'policy')
  refuseUnless(Number.isFinite(info.genTime.getTime()), 'malformed')
}

const certificateOf = ({ certificates = [] }: SignedData, { sid }: SignerInfo): Certificate => {
  refuseUnless(sid instanceof IssuerAndSerialNumber, 'malformed')
  const found = certificates.find((one): one is Certificate =>
    one instanceof Certificate && one.issuer.isEqual((sid as IssuerAndSerialNumber).issuer) && one.serialNumber.isEqual((sid as IssuerAndSerialNumber).serialNumber))
  if (!found) throw new Refused('untrusted')
  return found
}

/** SHA-2 only, RSA from 2048 bits on; curves are those that the Web's cryptography knows. */
const checkAlgorithms = (signer: SignerInfo, certificate: Certificate): void => {
  refuseUnless(Object.hasOwn(digests, signer.digestAlgorithm.algorithmId), 'algorithm')
  const key = certificate.subjectPublicKeyInfo.parsedKey
  const modulus = key && 'modulus' in key ? key.modulus.valueBlock.valueHexView : null
  const bits = modulus ? (modulus.length - (modulus[0] === 0 ? 1 : 0)) * 8 : null
  refuseUnless(key !== undefined && (bits === null || bits >= 2048), 'algorithm')
}

/** RFC 3161 §2.3: one purpose, critical, and it is this one. */
const checkPurpose = ({ extensions = [] }: Certificate): void => {
  const extended = extensions.find(({ extnID }) => extnID === oids.extKeyUsage)
  const purposes = extended?.parsedValue instanceof ExtKeyUsage ? extended.parsedValue.keyPurposes : []
  refuseUnless(extended?.critical === true && purposes.length === 1 && purposes[0] === oids.timeStamping, 'purpose')
  const usage: unknown = extensions.find(({ extnID }) => extnID === oids.keyUsage)?.parsedValue
  if (usage === undefined) return
  const first = Buffer.from((usage as OctetString).valueBlock.valueHexView)[0] ?? 0
  // digitalSignature or nonRepudiation.
  refuseUnless((first & 0xc0) !== 0, 'purpose')
}

const valueOf = (attributes: readonly Attribute[], type: string): unknown => {
  const found = attributes.filter((one) => one.type === type)
  refuseUnless(found.length === 1 && found[0]!.values.length === 1, 'malformed')
  return found[0]!.values[0]
}

/** The signed attributes name what is signed and by which certificate (RFC 5035): a second certificate of the same key won't do. */
const checkAttributes = (signer: SignerInfo, data: SignedData, certificate: Certificate): void => {
  const attributes = signer.signedAttrs?.attributes ?? []
  const type = valueOf(attributes, oids.contentType)
  refuseUnless(type instanceof ObjectIdentifier && type.valueBlock.toString() === oids.tstInfo, 'malformed')
  const digest = valueOf(attributes, oids.messageDigest)
  const content = Buffer.from((data.encapContentInfo.eContent as OctetString).getValue())
  refuseUnless(digest instanceof OctetString && createHash(digests[signer.digestAlgorithm.algorithmId]!).update(content).digest().equals(Buffer.from(digest.valueBlock.valueHexView)), 'signature')
  const second = attributes.some(({ type: name }) => name === oids.signingCertificateV2)
  const named = valueOf(attributes, second ? oids.signingCertificateV2 : oids.signingCertificate)
  refuseUnless(namesCertificate(named, Buffer.from(certificate.toSchema().toBER()), second ? 'sha256' : 'sha1'), 'signature')
}

/** SigningCertificate(V2) → first ESSCertID → its hash; V2 may name another algorithm before it. */
const namesCertificate = (value: unknown, certificate: Buffer, fallback: string): boolean => {
  const ids = value instanceof Sequence ? value.valueBlock.value[0] : undefined
  const id = ids instanceof Sequence ? ids.valueBlock.value[0] : undefined
  const parts = id instanceof Sequence ? id.valueBlock.value : []
  const algorithm = parts[0] instanceof Sequence ? parts[0].valueBlock.value[0] : undefined
  const name = algorithm instanceof ObjectIdentifier ? digests[algorithm.valueBlock.toString()] : fallback
  const said = parts.find((part): part is OctetString => part instanceof OctetString)
  return name !== undefined && said !== undefined && hash(name, certificate, 'buffer').equals(Buffer.from(said.valueBlock.valueHexView))
}

const checkSignature = async (data: SignedData, certificate: Certificate, info: TSTInfo, { signed, caPem }: Expected): Promise<void> => {
  const pinned = pinnedCertificates(caPem)
  if (!pinned) throw new Refused('untrusted')
  refuseUnless(certificate.notBefore.value <= info.genTime && info.genTime <= certificate.notAfter.value, 'expired')
  try {
    const { signatureVerified, certificatePath = [] } = await data.verify({
      signer: 0, data: ownBuffer(signed), checkChain: true, trustedCerts: pinned.map(({ raw }) => Certificate.fromBER(ownBuffer(raw))), passedWhenNotRevValues: true,
      extendedMode: true,
    })
    refuseUnless(signatureVerified === true, 'signature')
    refuseUnless(certificatePath.length >= 2 && certificatePath.every(reachesDown), 'untrusted')
  } catch (error) {
    if (error instanceof SignedDataVerifyError && error.code === chainCode) throw new Refused('untrusted')
    throw error instanceof SignedDataVerifyError ? new Refused('signature') : error
  }
}

/** RFC 5280 §4.2.1.9, which pkijs does not ask: how many authorities may stand between this one and the signer. */
const reachesDown = ({ extensions = [] }: Certificate, at: number): boolean => {
  const constraints: unknown = extensions.find(({ extnID }) => extnID === oids.basicConstraints)?.parsedValue
  const most: unknown = constraints instanceof BasicConstraints ? constraints.pathLenConstraint : undefined
  return at === 0 || most === undefined || (typeof most === 'number' && most >= at - 1)
}

/** pkijs: the certificate's chain does not lead to a trusted one, or one in it may not issue or was not valid then. */
const chainCode = 5

const factsOf = (info: TSTInfo, certificate: Certificate): TimestampFacts => {
  const { accuracy } = info
  return {
    time: info.genTime.toISOString(), authority: nameOf(certificate), serial: hexOf(info.serialNumber), policy: info.policy,
    accuracyMs: accuracy ? (accuracy.seconds ?? 0) * 1000 + (accuracy.millis ?? 0) + Math.ceil((accuracy.micros ?? 0) / 1000) : null,
  }
}

const hexOf = (number: Integer): string => Buffer.from(number.valueBlock.valueHexView).toString('hex')

const nameParts: readonly (readonly [string, string])[] = [['2.5.4.3', 'CN'], ['2.5.4.11', 'OU'], ['2.5.4.10', 'O'], ['2.5.4.6', 'C']]

/** The subject as people read it: `CN=…, O=…, C=…`, without control characters, 200 at most. */
const nameOf = ({ subject }: Certificate): string =>
  nameParts.flatMap(([oid, short]) => subject.typesAndValues.filter(({ type }) => type === oid).map(({ value }) => `${short}=${value.valueBlock.value}`))
    .join(', ').replace(/\p{C}/gu, ' ').slice(0, 200)
