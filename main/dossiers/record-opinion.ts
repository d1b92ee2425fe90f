import type { DossierState, Opinion } from '#contract/dossiers'
import type { AgencyOpinionBody } from '#contract/wire/changes'
import { Fault } from '#main/app/fault'
import type { Context } from '#main/app/ports'
import { settingsOf } from '#main/catalogues/index'
import { appendEntry } from '#main/ledger/index'
import { RowStale } from '#db/faults'
import { insertOpinion } from '#db/dossiers/decision-repo'
import { findByTrackingCode, findDossier, latestOpinion, listOpinions, type DossierRow } from '#db/dossiers/dossier-repo'
import { transact } from '#db/transact'
import { agenciesOf, isSignedByAgencies } from './agencies'
import { assertOpinion, assertTakesOpinion } from './opinion-rules'
import { moveDossier } from './move-dossier'
import { opinionPayload } from './payloads'
import { askForCorrection } from './return-for-correction'

const command = 'dossiers.recordOpinion'
export type NewOpinion = Omit<Opinion, 'round' | 'agencyCode'> & { agencyCode: string | null }

/**
 * What an agency decided, from its letter (S0-05, S0-06): T07 while a starred field's other agency is still to sign, T08 when
 * it asks for a correction, T10, T11, or T12 for the development model. Its second confirmation before a supporter's loan
 * (S4-11) is recorded and moves nothing.
 * @throws Fault DOSSIER_STATE, OPINION_INCOMPLETE, OPINION_SIGNER, OPINION_DATE, OPINION_AGENCY, OPINION_SOURCE, INPUT_INVALID;
 * RowStale.
 */
export const recordOpinion = (
  context: Context, input: { id: string; version: number; opinion: Omit<NewOpinion, 'source'> },
): { version: number; state: DossierState } => {
  const { db } = context
  const written = transact(db, () => {
    const dossier = findDossier(db, input.id)
    if (!dossier) throw new Fault('NOT_FOUND')
    assertTakesOpinion(dossier, input.opinion.purpose)
    if (dossier.version !== input.version) throw new RowStale(dossier.id)
    if (settingsOf(db).answersFrom === 'registry') throw new Fault('OPINION_SOURCE')
    return writeOpinion(context, dossier, { ...input.opinion, source: 'letter' })
  })
  context.emit('dossier.changed', { dossierId: input.id })
  return written
}

/** What became of an opinion that the registry sent: taken, already there, about nothing of ours, or against the rules. */
export type FeedOutcome = { outcome: 'applied' | 'known' | 'unmatched' } | { outcome: 'refused'; code: string }

/**
 * The same decision from the registry's feed; idempotent: a body seen before changes nothing. Never throws for what the
 * registry sent: one bad opinion must not stop the stream.
 */
export const applyRegistryOpinion = (context: Context, body: AgencyOpinionBody): FeedOutcome => {
  const { db } = context
  const dossier = findByTrackingCode(db, body.tracking_code)
  if (!dossier) return { outcome: 'unmatched' }
  const opinion = fromFeed(body)
  try {
    transact(db, () => {
      assertTakesOpinion(dossier, opinion.purpose)
      return writeOpinion(context, dossier, opinion)
    })
  } catch (error) {
    if (!(error instanceof Fault)) throw error
    // It came before and has had its effect: the dossier has gone on, or the agency has nothing left to say.
    const known = (error.code === 'DOSSIER_STATE' || error.code === 'OPINION_AGENCY') && listOpinions(db, dossier.id).some((kept) => isSame(kept, opinion))
    return known ? { outcome: 'known' } : { outcome: 'refused', code: error.code }
  }
  context.emit('dossier.changed', { dossierId: dossier.id })
  return { outcome: 'applied' }
}

const fromFeed = (body: AgencyOpinionBody): NewOpinion => ({
  decision: body.decision, personalCompetence: body.personal_competence, technicalCompetence: body.technical_competence,
  conditionsMet: body.conditions_met, decidedOn: body.decided_on, signerName: body.signer_name, signerPost: body.signer_post,
  isTopOfficial: body.is_top_official, source: 'registry', letterNo: null, letterOn: null, note: body.note,
  agencyCode: body.agency_code ?? null, purpose: body.purpose ?? 'permit', actor: body.actor ?? 'agency_county',
})

const isSame = (kept: Opinion, o: NewOpinion): boolean =>
  kept.decision === o.decision && kept.decidedOn === o.decidedOn && kept.signerName === o.signerName && kept.signerPost === o.signerPost &&
  kept.isTopOfficial === o.isTopOfficial && kept.note === o.note && kept.purpose === o.purpose && (o.agencyCode === null || kept.agencyCode === o.agencyCode)

/** Rows, ledger and state inside the caller's transaction. */
const writeOpinion = (context: Context, dossier: DossierRow, sent: NewOpinion): { version: number; state: DossierState } => {
  const { db, clock } = context
  assertOpinion(sent, dossier, clock.today())
  const opinion: Opinion = { ...sent, round: (latestOpinion(db, dossier.id)?.round ?? 0) + 1, agencyCode: agencyFor(context, dossier, sent) }
  insertOpinion(db, dossier.id, opinion, clock.now().toISOString())
  if (opinion.purpose === 'loan_confirmation') return noteOpinion(context, dossier, opinion)
  if (opinion.decision === 'correct') {
    noteOpinion(context, dossier, opinion)
    return askForCorrection(context, dossier, { kind: 'correction', items: [opinion.note], reason: opinion.note })
  }
  const { version, to } = moveDossier(context, dossier, command, {
    to: outcomeOf(context, dossier, opinion), kind: 'opinion.record', payload: opinionPayload(opinion),
    ...(opinion.decision === 'reject' ? { vars: { why: opinion.note || noReason } } : {}),
  })
  return { version, state: to }
}

/** What the portal relays may come without the agency's reason. */
const noReason = 'نظر دستگاه اجرایی'

/** The opinion alone: it moves nothing, or what it asks for moves the dossier. */
const noteOpinion = (context: Context, dossier: DossierRow, opinion: Opinion): { version: number; state: DossierState } => {
  appendEntry(context, {
    kind: 'opinion.record', aggregate: { type: 'Dossier', id: dossier.id }, baseVersion: dossier.version,
    payload: { tracking_code: dossier.trackingCode, from: dossier.state, to: dossier.state, ...opinionPayload(opinion) },
  })
  return { version: dossier.version, state: dossier.state }
}

/** Whose opinion it is: one of the field's agencies that is still to sign (S0-04); left out, the first of them. @throws Fault OPINION_AGENCY. */
const agencyFor = ({ db }: Context, dossier: DossierRow, { agencyCode, purpose }: NewOpinion): string => {
  const agencies = agenciesOf(db, dossier)
  const asked = purpose === 'loan_confirmation' ? agencies : agencies.filter((agency) => !agency.signed)
  const found = asked.find((agency) => agencyCode === null || agency.code === agencyCode)
  if (!found) throw new Fault('OPINION_AGENCY', { agencies: asked.map((agency) => agency.code) })
  return found.code
}

/** T10 refuses; T07 waits for the field's other agency; T12 or T11 go on, by the path (S0-04, S3-08, S3-09). */
const outcomeOf = ({ db }: Context, dossier: DossierRow, opinion: Opinion): DossierState => {
  if (opinion.decision === 'reject') return 'refused'
  if (!isSignedByAgencies(db, dossier)) return 'at_agency'
  return dossier.path === 'development' ? 'in_empowerment' : 'in_expert_review'
}
