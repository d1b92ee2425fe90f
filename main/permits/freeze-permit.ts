import type { FrozenPermit, PermitPayload } from '#contract/permits'
import { toJalali } from '#contract/values/jalali'
import type { Context } from '#main/app/ports'
import { allotNumber, appendEntry, canonicalText, sha256, voidNumber } from '#main/ledger/index'
import { latestReview, type DossierRow } from '#db/dossiers/dossier-repo'
import { openedOf } from '#db/permits/batch-repo'
import { dropDraft, findDraft, markOpened, putDraft, type DraftRow } from '#db/permits/draft-repo'
import { isOfHand, presentHand } from './acting-hand'
import { allotPlace, buildPayload, printedName, stillSays } from './build-payload'
import { openReview } from './batch/note-review'
import { basisOf } from './predecessor'
import { titlesIn, type Titles } from './titles'
import type { Face } from './verify-permit'

/**
 * Fixes the bytes of each dossier's permit, or gives the ones fixed before: the same until the dossier or the civil day
 * changes. The number and the place in the status list stay with the dossier. Inside the caller's transaction.
 * Bytes that another post was shown are fixed anew: they name by whose right they are signed.
 * @param dossiers ready to sign, and within what the signed-in director may sign.
 * @param opened the Director looks at this one alone.
 */
export const freezePermits = (context: Context, dossiers: readonly DossierRow[], opened: boolean): FrozenPermit[] => {
  const titles = titlesIn(context)
  const fresh: DraftRow[] = []
  const frozen = dossiers.map((dossier) => {
    const draft = freezeOne(context, dossier, titles, opened, fresh)
    if (opened) openReview(context, draft)
    return {
      dossierId: dossier.id, dossierVersion: dossier.version, no: draft.no, name: printedName(dossier),
      fieldTitle: titles.field(dossier.fieldCode ?? ''), countyTitle: titles.county(dossier.countyCode),
      bytes: draft.bytes, digest: draft.digest, opened: draft.opened, validatedBy: latestReview(context.db, dossier.id)?.expert ?? '',
    }
  })
  if (fresh.length > 0) logFreeze(context, fresh)
  const seen = openedOf(context.db, frozen.map(({ digest }) => digest), context.actor.username)
  return frozen.map((one) => ({ ...one, review: recordOf(seen.get(one.digest)) }))
}

const recordOf = (seen: { seconds: number; toEnd: boolean } | undefined): FrozenPermit['review'] =>
  seen ? { opened: true, ...seen } : { opened: false, seconds: 0, toEnd: false }

const freezeOne = (context: Context, dossier: DossierRow, titles: Titles, opened: boolean, fresh: DraftRow[]): DraftRow => {
  const { db, clock, office, actor } = context
  const today = clock.today()
  const fieldTitle = titles.field(dossier.fieldCode ?? '')
  const known = ofThisYear(context, findDraft(db, dossier.id))
  const basis = basisOf(db, dossier)
  const before = known && (JSON.parse(known.bytes) as PermitPayload)
  if (before && known.dossierVersion === dossier.version && known.issueDay === today && isOfHand(context, before) && stillSays(before, JSON.parse(known.face) as Face, dossier, fieldTitle, basis)) {
    if (opened && !known.opened) markOpened(db, dossier.id)
    return { ...known, opened: known.opened || opened }
  }
  const no = known?.no ?? allotNumber(db, 'P', office.unit, today)
  const place = known?.place ?? allotPlace(db, office.unit, no)
  const at = clock.now()
  const built = buildPayload(dossier, fieldTitle, { kind: 'permit', no, unit: office.unit, on: today, at, place, test: office.training, hand: presentHand(context) }, basis)
  const draft: DraftRow = {
    dossierId: dossier.id, no, place, bytes: built.bytes, digest: built.digest, dossierVersion: dossier.version,
    face: canonicalText(built.face), issueDay: today, frozenAt: at.toISOString(), frozenBy: actor.username, opened,
  }
  putDraft(db, draft)
  fresh.push(draft)
  return draft
}

/** A number belongs to the year it was given out in: one that waited over the turn of the year is void, and another is given. */
const ofThisYear = (context: Context, known: DraftRow | undefined): DraftRow | undefined => {
  if (!known || toJalali(known.issueDay).year === toJalali(context.clock.today()).year) return known
  dropDraft(context.db, known.dossierId)
  voidNumber(context, 'Permit', known.no, 'year_over')
  return undefined
}

/** One entry for a list, not one a permit: what matters is that these digests were fixed before any was signed. */
const logFreeze = (context: Context, fresh: readonly DraftRow[]): void => {
  const items = fresh.map(({ dossierId, no, digest }) => ({ dossier_id: dossierId, no, digest }))
  appendEntry(context, {
    kind: 'permit.freeze', aggregate: { type: 'Permit', id: sha256(canonicalText(items)) }, baseVersion: 0, payload: { items },
  })
}
