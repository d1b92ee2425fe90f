import type { Handlers } from '#contract'
import type { Context } from '#main/app/ports'
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

export const inspectionHandlers: Handlers<'inspections', Context> = {
  due: ({ db }) => ({ items: visitsDue(db) }),
  list: ({ db }, { permitNo, dossierId, kind }) => {
    const permit = permitNo === null ? undefined : findPermit(db, permitNo)
    const dossier = findDossier(db, dossierId ?? permit?.dossierId ?? '')
    if (!dossier) return { forms: [], planned: [], visit: null }
    return { forms: visitsOfDossier(db, dossier.id), planned: plannedOfDossier(db, dossier.id), visit: describeVisit(db, kind, dossier, permit) }
  },
  plan: (context, input) => told(context, planVisit(context, input)),
  cancel: (context, target) => ({ id: told(context, cancelVisit(context, target)).id }),
  recordVisit: (context, change) => told(context, recordVisit(context, change)),
  completeForm: (context, target) => told(context, completeForm(context, target)),
  correctForm: (context, input) => told(context, correctForm(context, input)),
}
