import type { OutputOf } from '#contract'
import type { AbsenceAnswer } from '#contract/absences'
import type { VerdictReason } from '#contract/permits'
import { absencePayload, type AbsencePayload } from '#contract/verify/absence'
import { maySign, type KeyBounds } from '#contract/verify/trust-file'
import { Fault } from '#main/app/fault'
import type { Context } from '#main/app/ports'
import { sealCheckpoint } from '#main/checkpoints/index'
import { appendEntry, canonicalText } from '#main/ledger/index'
import { sealSigner, verifyJws, type VerifierKey } from '#main/signing/index'
import { issuingEntry } from '#db/checkpoints/checkpoint-repo'
import type { Reader } from '#db/handle'
import { transact } from '#db/transact'

/**
 * Signing goal 6: the office's word, under its seal, that no permit or confirmation of this number is in its register. The
 * checkpoint it names is sealed before, so that the register meant is one that the registry and the day sheet know too.
 * @throws Fault NUMBER_FOREIGN, PERMIT_REGISTERED, LEDGER_ROLLED_BACK, SEAL_KEY_ABSENT.
 */
export const stateAbsence = async (context: Context, no: string): Promise<{ fileName: string; content: string }> => {
  const { db, office, clock } = context
  if (no.slice(2, 6) !== office.unit) throw new Fault('NUMBER_FOREIGN', { unit: office.unit })
  if (issuingEntry(db, no)) throw new Fault('PERMIT_REGISTERED', { no })
  const { note, size, root } = await sealCheckpoint(context, 'asked')
  const [origin = ''] = note.split('\n', 1)
  const content = transact(db, () => {
    // Again: the sealing let others in between.
    if (issuingEntry(db, no)) throw new Fault('PERMIT_REGISTERED', { no })
    const payload: AbsencePayload = {
      v: 1, k: 'absence', no, iss: office.unit, at: clock.now().toISOString().replace(/\.\d+Z$/, 'Z'),
      cp: { origin, size, root: root.toString('hex') }, ...(office.training ? { test: true as const } : {}),
    }
    const jws = sealSigner(context, 'protect').sign('absence+jws', canonicalText(payload))
    appendEntry(context, { kind: 'export.make', aggregate: { type: 'Ledger', id: 'absence' }, baseVersion: 0, payload: { what: 'absence', no, size } })
    return `${jws}\n`
  })
  return { fileName: `absence-${no}.jws`, content }
}

export type AbsenceCheck = { outcome: 'absence' } & Omit<AbsenceAnswer, 'registered'> | { outcome: 'invalid'; reason: VerdictReason }

/** Whether a text is a refusal signed by one of these offices' seals. Pure, like the check of a permit; a seal that was lost says nothing. */
export const verifyAbsenceText = (text: string, keys: readonly (VerifierKey & { bounds?: KeyBounds })[]): AbsenceCheck => {
  const check = verifyJws(text, 'absence+jws', keys)
  if (!check.ok) return { outcome: 'invalid', reason: check.reason }
  const parsed = absencePayload.safeParse(check.value)
  const { kid, use, bounds } = check.key
  if (!parsed.success || use !== 'seal') return { outcome: 'invalid', reason: 'payload' }
  if (!maySign(bounds, parsed.data)) return { outcome: 'invalid', reason: 'signer_unknown' }
  if (bounds?.lost) return { outcome: 'invalid', reason: 'key_compromised' }
  return { outcome: 'absence', payload: parsed.data, kid, test: (parsed.data.test ?? false) || (bounds?.test ?? false) }
}

/** The same as an answer for screens: a signed refusal is no permit, whatever else it is; and the number may have been issued since. */
export const absenceAnswer = (db: Reader, text: string, keys: readonly (VerifierKey & { bounds?: KeyBounds })[]): OutputOf<'permits.verify'> => {
  const check = verifyAbsenceText(text, keys)
  const none = { registered: false, standing: null, trust: null, manifest: null } as const
  if (check.outcome === 'invalid') return { verdict: check, ...none }
  const { payload, kid, test } = check
  return { verdict: { outcome: 'invalid', reason: 'type' }, ...none, absence: { payload, kid, test, registered: issuingEntry(db, payload.no) !== undefined } }
}
