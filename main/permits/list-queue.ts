import type { QueueItem } from '#contract/permits'
import type { Context } from '#main/app/ports'
import { clockOfRow } from '#main/dossiers/index'
import { dossiersInState } from '#db/dossiers/dossier-repo'
import { printedName } from './build-payload'
import { readyToSign } from './ready-to-sign'
import { titlesIn } from './titles'

/** What waits for the Director's signature (S0-06, S0-17), the fewest days left first (S0-10). */
export const listQueue = (context: Context): QueueItem[] => {
  const { db } = context
  const today = context.clock.today()
  const titles = titlesIn(context)
  const items = dossiersInState(db, 'awaiting_signature').flatMap((dossier): QueueItem[] => {
    const readiness = readyToSign(db, dossier)
    const clock = clockOfRow(db, dossier, today)
    if (!readiness.ready || !clock || !dossier.plan) return []
    return [{
      dossierId: dossier.id, version: dossier.version, trackingCode: dossier.trackingCode, name: printedName(dossier),
      fieldTitle: titles.field(dossier.fieldCode ?? ''), countyTitle: titles.county(dossier.countyCode),
      clock, conditional: dossier.plan.skillEvidence === 'pending',
      loanWanted: dossier.plan.loanWanted, reviewedBy: readiness.review.expert,
      activityType: dossier.activityType, caseType: dossier.caseType, proposal: readiness.review.proposal, reasons: readiness.review.reasons,
    }]
  })
  return items.sort((a, b) => compare(a.clock.dueOn, b.clock.dueOn) || compare(a.trackingCode, b.trackingCode))
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
