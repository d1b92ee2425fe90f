import type { VerdictReason } from '#contract/permits'
import type { AbsencePayload } from '#contract/verify/absence'
import { canonicalText } from '#main/ledger/index'
import { rawToken } from '#main/signing/testing/raw-token'
import type { TestKey } from '#main/signing/testing/key-pair'

export const sampleAbsence: AbsencePayload = {
  v: 1, k: 'absence', no: 'P-0600-1405-01-00042-3', iss: '0600', at: '2026-11-21T07:00:00Z', cp: { origin: 'mohr/0600', size: 120, root: 'a1'.repeat(32) },
}

/** A signed refusal that some other program made. */
export const absenceOf = (key: TestKey, change: Record<string, unknown> = {}, header: Record<string, unknown> = {}): string =>
  rawToken(key, { alg: 'PS256', kid: key.kid, typ: 'absence+jws', ...header }, canonicalText({ ...sampleAbsence, ...change }))

/** Refusals that no verifier of ours may believe, and why; each is really signed. */
export const badAbsences = (director: TestKey, seal: TestKey, stranger: TestKey): [name: string, text: string, reason: VerdictReason][] => {
  const [h = '', p = '', s = ''] = absenceOf(seal).split('.')
  const other = Buffer.from(canonicalText({ ...sampleAbsence, no: 'P-0600-1405-01-00043-0' })).toString('base64url')
  return [
    ['another number', `${h}.${other}.${s}`, 'signature'],
    ['by the Director', absenceOf(director), 'payload'],
    ['by a stranger', absenceOf(stranger), 'signer_unknown'],
    ['of another office', absenceOf(seal, { no: 'P-0700-1405-01-00042-3', iss: '0700' }), 'signer_unknown'],
    ['a number of another office', absenceOf(seal, { no: 'P-0700-1405-01-00042-3' }), 'payload'],
    ['without a checkpoint', absenceOf(seal, { cp: undefined }), 'payload'],
    ['a root too short', absenceOf(seal, { cp: { ...sampleAbsence.cp, root: 'a1' } }), 'payload'],
    ['one member more', absenceOf(seal, { name: 'زهرا' }), 'payload'],
    ['another algorithm', absenceOf(seal, {}, { alg: 'RS256' }), 'algorithm'],
    ['not canonical', rawToken(seal, { alg: 'PS256', kid: seal.kid, typ: 'absence+jws' }, JSON.stringify(sampleAbsence)), 'canonical'],
    ['before the key was made', absenceOf(seal, { at: '2026-10-01T07:00:00Z' }), 'signer_unknown'],
    ['a padded signature', `${h}.${p}.${s}==`, 'form'],
  ]
}
