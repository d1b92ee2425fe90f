import { isSupporter } from '#contract/applicants'
import { dossierMoves, type DossierMove } from '#contract/casework'
import type { Context } from '#main/app/ports'
import { movesOf } from '#main/workflow/index'
import { listEmpowerment, objectionOf } from '#db/dossiers/casework-repo'
import type { DossierRow } from '#db/dossiers/dossier-repo'
import { findPermit } from '#db/permits/permit-repo'
import { awaitsSeal } from './confirm-after-check'
import { objectionUntil } from './object-refusal'
import { renewableFrom } from './open-renewal'
import { openParts } from './record-empowerment'
import { holderLives, personLives } from './who-lives'

type Facts = Pick<Context, 'db' | 'clock'>

/** What may be done to a dossier today: by the table, and by what else its row says. Every command asks its own guards again. */
export const movesOn = (facts: Facts, row: DossierRow): DossierMove[] =>
  dossierMoves.filter((move) => (special[move] ?? inTable(move))(facts, row))

const inTable = (move: DossierMove) => (_: Facts, row: DossierRow): boolean => movesOf(row.state, `dossiers.${move}`).length > 0

const special: Partial<Record<DossierMove, (facts: Facts, row: DossierRow) => boolean>> = {
  // S4-11: a supporter's agency speaks once more before the loan.
  recordOpinion: (facts, row) => inTable('recordOpinion')(facts, row) || (row.state === 'issued' && isSupporter(row.activityType)),
  finishEmpowerment: (facts, row) => inTable('finishEmpowerment')(facts, row) && openParts(listEmpowerment(facts.db, row.id)).length === 0,
  confirmAfterCheck: (_, row) => (row.state === 'filed' || row.state === 'in_expert_review') && awaitsSeal(row),
  object: (facts, row) => {
    const until = row.state === 'refused' ? objectionUntil(facts.db, row.stateSince) : null
    return until !== null && facts.clock.today() <= until && objectionOf(facts.db, row.id) === null && holderLives(facts.db, row)
  },
  openRenewal: (facts, row) => {
    const permit = row.permitNo === null ? undefined : findPermit(facts.db, row.permitNo)
    const from = renewableFrom(facts.db, permit?.till ?? null)
    return ['valid', 'conditional', 'expired'].includes(permit?.status ?? '') && from !== null && from <= facts.clock.today() && holderLives(facts.db, row)
  },
  openCorrection: (facts, row) => {
    const permit = row.permitNo === null ? undefined : findPermit(facts.db, row.permitNo)
    return ['valid', 'conditional'].includes(permit?.status ?? '') && holderLives(facts.db, row)
  },
  recordDeath: ({ db }, row) => personLives(db, row),
}
