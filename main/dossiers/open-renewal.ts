import type { PlanInput } from '#contract/dossiers'
import { addDays, type IsoDay } from '#contract/values/jalali'
import { Fault } from '#main/app/fault'
import type { Context } from '#main/app/ports'
import { serviceOpen, settingsOf } from '#main/catalogues/index'
import type { Reader } from '#db/handle'
import { transact } from '#db/transact'
import { openDossier, writePlan } from './intake-steps'
import { predecessorOf, type Predecessor } from './succeed-permit'

/** D08: the first day on which a permit may be renewed, or null where it has no end. */
export const renewableFrom = (db: Reader, till: IsoDay | null): IsoDay | null => (till === null ? null : addDays(till, -settingsOf(db).renewalWindowDays))

/**
 * T29: a renewal is a case of its own, with its own code, receipt, clock and signature (S0-13). It begins as a draft with
 * what is known from the permit it follows; the papers are asked for anew.
 * @throws Fault NOT_FOUND, PERMIT_STATE, RENEWAL_ENDLESS, RENEWAL_EARLY {from}, HOLDER_DEAD, SERVICE_CLOSED, DOSSIER_OPEN.
 */
export const openRenewal = (context: Context, { permitNo }: { permitNo: string }): { id: string; version: number; trackingCode: string } => {
  const { db, clock } = context
  const opened = transact(db, () => {
    const predecessor = predecessorOf(context, permitNo, ['valid', 'conditional', 'expired'])
    const { permit, before } = predecessor
    const from = renewableFrom(db, permit.till)
    if (from === null) throw new Fault('RENEWAL_ENDLESS')
    if (clock.today() < from) throw new Fault('RENEWAL_EARLY', { from })
    if (!serviceOpen(db, 'home_business', clock.today())) throw new Fault('SERVICE_CLOSED')
    const { id, version, trackingCode } = openDossier(context, {
      person: before.person, activityType: before.activityType, caseType: 'renewal', entity: before.entity, answers: before.answers, predecessorNo: permitNo,
    })
    const plan = planFrom(predecessor)
    return { id, trackingCode, version: plan ? writePlan(context, id, version, plan) : version }
  })
  context.emit('dossier.changed', { dossierId: opened.id })
  return opened
}

/** A permit that is no longer conditional has its paper of skill by now (P03). */
const planFrom = ({ permit, before: { plan } }: Predecessor): PlanInput | null =>
  plan && { ...plan, documents: [], skillEvidence: plan.skillEvidence === 'pending' && permit.status !== 'conditional' ? 'certificate' : plan.skillEvidence }
