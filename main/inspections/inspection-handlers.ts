import type { Handlers } from '#contract'
import type { VisitDue } from '#contract/inspections'
import type { Context } from '#main/app/ports'
import { hidden, maskedMobile, seesMasked } from '#main/dossiers/index'
import { findDossier } from '#db/dossiers/dossier-repo'
import { plannedOfDossier, visitsOfDossier } from '#db/inspections/inspection-repo'
import { findPermit } from '#db/permits/permit-repo'
import { completeForm, correctForm } from './complete-form'
import { cancelVisit, planVisit } from './plan-visit'
import { recordVisit } from './record-visit'
import { describeVisit, visitsDue } from './visits-due'

/** Tells open screens, after the commit, whose dossier the visit belongs to. */
const told = <T extends { dossierId: string }>({ emit }: Context, visit: T): T => {
  emit('dossier.changed', { dossierId: visit.dossierId })
  return visit
}

/** S0-03: for an auditor without where the visited person lives and is called. */
const asSeenBy = ({ actor }: Context, visit: VisitDue): VisitDue =>
  seesMasked(actor.role) ? { ...visit, address: hidden, mobile: maskedMobile(visit.mobile) } : visit

export const inspectionHandlers: Handlers<'inspections', Context> = {
  due: ({ db }) => ({ items: visitsDue(db) }),
  list: (context, { permitNo, dossierId, kind }) => {
    const { db } = context
    const permit = permitNo === null ? undefined : findPermit(db, permitNo)
    const dossier = findDossier(db, dossierId ?? permit?.dossierId ?? '')
    if (!dossier) return { forms: [], planned: [], visit: null }
    return { forms: visitsOfDossier(db, dossier.id), planned: plannedOfDossier(db, dossier.id), visit: asSeenBy(context, describeVisit(db, kind, dossier, permit)) }
  },
  plan: (context, input) => told(context, planVisit(context, input)),
  cancel: (context, target) => ({ id: told(context, cancelVisit(context, target)).id }),
  recordVisit: (context, change) => told(context, recordVisit(context, change)),
  completeForm: (context, target) => told(context, completeForm(context, target)),
  correctForm: (context, input) => told(context, correctForm(context, input)),
}
