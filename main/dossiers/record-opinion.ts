import type { DossierState, Opinion } from '#contract/dossiers'
import type { AgencyOpinionBody } from '#contract/wire/changes'
import { Fault } from '#main/app/fault'
import type { Context } from '#main/app/ports'
import { movesOf } from '#main/workflow/index'
import { insertOpinion } from '#db/dossiers/decision-repo'
import { findByTrackingCode, latestOpinion, type DossierRow } from '#db/dossiers/dossier-repo'
import { transact } from '#db/transact'
import { isSignedByAgencies } from './agencies'
import { loadFor } from './load-dossier'
import { moveDossier } from './move-dossier'
import { opinionPayload } from './payloads'

const command = 'dossiers.recordOpinion'
type NewOpinion = Omit<Opinion, 'round' | 'agencyCode'> & { agencyCode: string | null }

/**
 * T10 or T11, from the agency's letter (S0-05, S0-06).
 * @throws Fault DOSSIER_STATE, OPINION_INCOMPLETE, OPINION_SIGNER, OPINION_DATE.
 */
export const recordOpinion = (
  context: Context, input: { id: string; version: number; opinion: Omit<NewOpinion, 'source'> },
): { version: number; state: DossierState } => {
  const written = transact(context.db, () =>
    writeOpinion(context, loadFor(context, command, input.id, input.version), { ...input.opinion, source: 'letter' }))
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
  const dossier = findByTrackingCode(context.db, body.tracking_code)
  if (!dossier) return { outcome: 'unmatched' }
  const opinion = fromFeed(body)
  if (movesOf(dossier.state, command).length === 0) {
    return isSame(latestOpinion(context.db, dossier.id), opinion) ? { outcome: 'known' } : { outcome: 'refused', code: 'DOSSIER_STATE' }
  }
  try {
    transact(context.db, () => writeOpinion(context, dossier, opinion))
  } catch (error) {
    if (error instanceof Fault) return { outcome: 'refused', code: error.code }
    throw error
  }
  context.emit('dossier.changed', { dossierId: dossier.id })
  return { outcome: 'applied' }
}

const fromFeed = (body: AgencyOpinionBody): NewOpinion => ({
  decision: body.decision, personalCompetence: body.personal_competence, technicalCompetence: body.technical_competence,
  conditionsMet: body.conditions_met, decidedOn: body.decided_on, signerName: body.signer_name, signerPost: body.signer_post,
  isTopOfficial: body.is_top_official, source: 'registry', letterNo: null, letterOn: null, note: body.note, agencyCode: null,
  purpose: 'permit', actor: 'agency_county',
})

const isSame = (known: Opinion | undefined, sent: NewOpinion): boolean =>
  known?.decision === sent.decision && known.decidedOn === sent.decidedOn && known.signerName === sent.signerName

/** All checks come before the first write, so a refusal leaves an outer transaction clean. */
const writeOpinion = (context: Context, dossier: DossierRow, sent: NewOpinion): { version: number; state: DossierState } => {
  const { db, clock } = context
  checkOpinion(sent, dossier, clock.today())
  const opinion: Opinion = { ...sent, round: (latestOpinion(db, dossier.id)?.round ?? 0) + 1, agencyCode: sent.agencyCode ?? dossier.agencyCode ?? '' }
  insertOpinion(db, dossier.id, opinion, clock.now().toISOString())
  const { version, to } = moveDossier(context, dossier, command, {
    to: outcomeOf(context, dossier, opinion), kind: 'opinion.record', payload: opinionPayload(opinion),
    ...(opinion.decision === 'reject' ? { vars: { why: opinion.note } } : {}),
  })
  return { version, state: to }
}

/** T10 refuses; T07 waits for the field's other agency; T12 or T11 go on, by the path (S0-04, S3-08, S3-09). */
const outcomeOf = ({ db }: Context, dossier: DossierRow, opinion: Opinion): DossierState => {
  if (opinion.decision === 'reject') return 'refused'
  if (!isSignedByAgencies(db, dossier)) return 'at_agency'
  return dossier.path === 'development' ? 'in_empowerment' : 'in_expert_review'
}

const checkOpinion = (opinion: NewOpinion, { filedOn }: DossierRow, today: string): void => {
  if (opinion.decision === 'approve') {
    if (!opinion.personalCompetence || !opinion.technicalCompetence || !opinion.conditionsMet) throw new Fault('OPINION_INCOMPLETE')
    if (!opinion.isTopOfficial) throw new Fault('OPINION_SIGNER')
  }
  const tooEarly = filedOn !== null && opinion.decidedOn < filedOn
  const inFuture = opinion.decidedOn > today || (opinion.letterOn !== null && opinion.letterOn > today)
  if (tooEarly || inFuture) throw new Fault('OPINION_DATE', { filedOn, decidedOn: opinion.decidedOn })
}
