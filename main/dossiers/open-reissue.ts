import { uuidv7 } from 'uuidv7'
import { Fault } from '#main/app/fault'
import type { Context } from '#main/app/ports'
import { allotNumber, appendEntry } from '#main/ledger/index'
import { moveOf } from '#main/workflow/index'
import { insertReview } from '#db/dossiers/decision-repo'
import { insertDossier, latestReview, setDossierState, updatePlan, type DossierRow } from '#db/dossiers/dossier-repo'
import { dueOfFiling } from './clock-of'
import { answersPayload, entityPayload, personPayload, planPayload } from './payloads'
import { predecessorOf } from './succeed-permit'
import { personLives } from './who-lives'

/**
 * T32: a permit that a stolen key may have signed comes back to be signed again, as a correction that changes nothing: the
 * agency's approval stands (opinionsFor), and so does the expert's own review, under her name and day. Without one, for what
 * the seal confirms, and where a company's representative has died, it goes to the experts. In the caller's transaction; nobody is told of it twice.
 * @returns the dossier's id. @throws Fault NOT_FOUND, PERMIT_STATE, HOLDER_DEAD, DOSSIER_OPEN.
 */
export const openReissue = (context: Context, permitNo: string, reason: string): string => {
  const { db, clock, actor } = context
  const { before } = predecessorOf(context, permitNo, ['suspended'])
  const { plan, person, entity, answers, activityType, agencyCode, countyCode, path } = before
  if (!plan) throw new Fault('PERMIT_STATE', { status: 'suspended' })
  const review = path === 'registration_based' ? undefined : latestReview(db, before.id)
  const toDesk = review?.proposal === 'issue' && personLives(db, before)
  const { to } = moveOf(null, 'permits.declareCompromise', toDesk ? 'awaiting_signature' : 'in_expert_review')
  const today = clock.today()
  const id = uuidv7()
  const trackingCode = allotNumber(db, 'T', countyCode, today)
  insertDossier(db, {
    id, trackingCode, person, activityType, caseType: 'correction', entity, answers, predecessorNo: permitNo, openedOn: today, createdAt: clock.now().toISOString(),
    createdBy: actor.username,
  })
  setDossierState(db, id, updatePlan(db, id, 1, plan, path), { state: to, stateSince: today, filedOn: today, agencyCode: agencyCode ?? undefined, dueOn: dueOfFiling(db, today), ...(toDesk ? { proposal: 'issue' } : {}) })
  if (toDesk) insertReview(db, id, { ...review, round: 1, note: reason })
  appendEntry(context, {
    kind: 'dossier.open', aggregate: { type: 'Dossier', id }, baseVersion: 0,
    payload: openedPayload(before, { trackingCode, permitNo, reason, today, to }),
  })
  return id
}

type Opened = { trackingCode: string; permitNo: string; reason: string; today: string; to: string }

const openedPayload = ({ plan, person, entity, answers, activityType, path }: DossierRow, { trackingCode, permitNo, reason, today, to }: Opened) => ({
  tracking_code: trackingCode, activity_type: activityType, case_type: 'correction', channel: 'counter', predecessor_no: permitNo, reason, filed_on: today, to, path,
  person: personPayload(person), ...(entity ? { entity: entityPayload(entity) } : {}), answers: answersPayload(answers), ...(plan ? { plan: planPayload(plan) } : {}),
})
