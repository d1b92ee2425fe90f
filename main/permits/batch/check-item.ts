import type { SignFailure } from '#contract/batches'
import type { PermitPayload } from '#contract/permits'
import type { IsoDay } from '#contract/values/jalali'
import type { Context } from '#main/app/ports'
import { sha256 } from '#main/ledger/index'
import { findDossier, type DossierRow } from '#db/dossiers/dossier-repo'
import { findDraft, type DraftRow } from '#db/permits/draft-repo'
import type { FaceRecord } from '#db/permits/permit-repo'
import { isOfHand, refusalFor } from '../acting-hand'
import { stillSays } from '../build-payload'
import { basisOf } from '../predecessor'
import { readyToSign } from '../ready-to-sign'
import type { Titles } from '../titles'

export type ToSign = { dossierId: string; digest: string }
export type FailedItem = { dossierId: string; outcome: 'failed'; reason: SignFailure }
export type CheckedItem = { dossier: DossierRow; draft: DraftRow; payload: PermitPayload; face: FaceRecord; validator: string }

/** T17's guards, and that what would be signed is what was shown and still says what the dossier says. */
export const checkItem = (context: Context, titles: Titles, today: IsoDay, { dossierId, digest }: ToSign): CheckedItem | FailedItem => {
  const { db, actor } = context
  const failed = (reason: SignFailure): FailedItem => ({ dossierId, outcome: 'failed', reason })
  const dossier = findDossier(db, dossierId)
  if (!dossier) return failed('not_ready')
  const readiness = readyToSign(db, dossier)
  if (!readiness.ready) return failed(readiness.reason)
  const validator = readiness.review.expert
  if (validator === actor.username) return failed('same_person')
  const refusal = refusalFor(context, dossier)
  if (refusal) return failed(refusal)
  const draft = findDraft(db, dossierId)
  if (!draft || draft.digest !== digest || draft.dossierVersion !== dossier.version || sha256(draft.bytes) !== digest) return failed('changed')
  if (draft.issueDay !== today) return failed('expired_view')
  const payload = JSON.parse(draft.bytes) as PermitPayload
  const face = JSON.parse(draft.face) as FaceRecord
  if (!isOfHand(context, payload)) return failed('changed')
  return stillSays(payload, face, dossier, titles.field(dossier.fieldCode ?? ''), basisOf(db, dossier)) ? { dossier, draft, payload, face, validator } : failed('changed')
}
