import type { QueueItem } from '#contract/permits'
import type { Context } from '#main/app/ports'
import { clockOfRow } from '#main/dossiers/index'
import type { Review } from '#contract/dossiers'
import { dossiersInState, latestReview, type DossierRow } from '#db/dossiers/dossier-repo'
import type { Reader } from '#db/handle'
import { refusalFor } from './acting-hand'
import { printedName } from './build-payload'
import { findMarks, lookAt, newMemory } from './desk/index'
import { readyToSign } from './ready-to-sign'
import { titlesIn } from './titles'

/** The review behind what the Director can decide: what is ready to be signed, and what the expert proposes to refuse (T18). */
const reviewFor = (db: Reader, dossier: DossierRow): Review | undefined => {
  const readiness = readyToSign(db, dossier)
  if (readiness.ready) return readiness.review
  return readiness.reason === 'refusal_proposed' ? latestReview(db, dossier.id) : undefined
}

/** What waits for the Director's decision (S0-06, S0-17), the fewest days left first (S0-10). */
export const listQueue = (context: Context): QueueItem[] => {
  const { db } = context
  const today = context.clock.today()
  const titles = titlesIn(context)
  const memory = newMemory()
  const items = dossiersInState(db, 'awaiting_signature').flatMap((dossier): QueueItem[] => {
    const review = reviewFor(db, dossier)
    const clock = clockOfRow(db, dossier, today)
    if (!review || !clock || !dossier.plan) return []
    return [{
      dossierId: dossier.id, version: dossier.version, trackingCode: dossier.trackingCode, name: printedName(dossier),
      fieldTitle: titles.field(dossier.fieldCode ?? ''), countyTitle: titles.county(dossier.countyCode),
      clock, conditional: dossier.plan.skillEvidence === 'pending',
      loanWanted: dossier.plan.loanWanted, reviewedBy: review.expert,
      activityType: dossier.activityType, caseType: dossier.caseType, proposal: review.proposal, reasons: review.reasons,
      delegation: refusalFor(context, dossier), fieldCode: dossier.fieldCode ?? '', countyCode: dossier.countyCode,
      marks: findMarks(db, dossier, review, memory).map(({ kind }) => kind), look: lookAt(db, context.actor.username, dossier, titles),
    }]
  })
  return items.sort((a, b) => compare(a.clock.dueOn, b.clock.dueOn) || compare(a.trackingCode, b.trackingCode))
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
