import { isSupporter } from '#contract/applicants'
import type { Opinion } from '#contract/dossiers'
import type { IsoDay } from '#contract/values/jalali'
import { Fault } from '#main/app/fault'
import { assertMay } from '#main/workflow/index'
import type { DossierRow } from '#db/dossiers/dossier-repo'

type Said = Omit<Opinion, 'round' | 'agencyCode'>

/**
 * About the permit while the dossier lies at the agency; about the loan once a supporter's permit is issued (S4-11).
 * @throws Fault DOSSIER_STATE.
 */
export const assertTakesOpinion = (dossier: DossierRow, purpose: Opinion['purpose']): void => {
  if (purpose === 'permit') return assertMay(dossier.state, 'dossiers.recordOpinion')
  if (dossier.state !== 'issued' || !isSupporter(dossier.activityType)) {
    throw new Fault('DOSSIER_STATE', { from: dossier.state, command: 'dossiers.recordOpinion', purpose })
  }
}

/**
 * S0-05, S0-06: an approval has three yes and the top official's name; a decision is neither older than the filing nor of
 * the future; whoever refuses or asks says why.
 * @throws Fault OPINION_INCOMPLETE, OPINION_SIGNER, OPINION_DATE, INPUT_INVALID.
 */
export const assertOpinion = (opinion: Said, { filedOn }: Pick<DossierRow, 'filedOn'>, today: IsoDay): void => {
  if (opinion.decision === 'approve') {
    if (!opinion.personalCompetence || !opinion.technicalCompetence || !opinion.conditionsMet) throw new Fault('OPINION_INCOMPLETE')
    if (!opinion.isTopOfficial) throw new Fault('OPINION_SIGNER')
  }
  const tooEarly = filedOn !== null && opinion.decidedOn < filedOn
  const inFuture = opinion.decidedOn > today || (opinion.letterOn !== null && opinion.letterOn > today)
  if (tooEarly || inFuture) throw new Fault('OPINION_DATE', { filedOn, decidedOn: opinion.decidedOn })
  if (opinion.decision === 'correct' && opinion.purpose === 'loan_confirmation') {
    throw new Fault('INPUT_INVALID', {}, [{ field: 'opinion.decision', reason: 'UNKNOWN_VALUE' }])
  }
  // The portal may relay a refusal without its words; what is asked for must be said.
  const saysWhy = opinion.decision === 'correct' || (opinion.decision === 'reject' && opinion.source === 'letter')
  if (saysWhy && opinion.note.length < 3) throw new Fault('INPUT_INVALID', {}, [{ field: 'opinion.note', reason: 'REQUIRED' }])
}
