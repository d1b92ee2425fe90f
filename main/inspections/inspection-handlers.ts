import type { Handlers } from '#contract'
import type { VisitForm } from '#contract/inspections'
import type { Context } from '#main/app/ports'
import { visitsOf } from '#db/inspections/inspection-repo'
import { findPermit } from '#db/permits/permit-repo'
import { completeForm } from './complete-form'
import { recordVisit } from './record-visit'
import { visitsDue } from './visits-due'

/** Tells open screens, after the commit, whose dossier the visit belongs to. */
const told = ({ db, emit }: Context, form: VisitForm): VisitForm => {
  const permit = findPermit(db, form.permitNo)
  if (permit) emit('dossier.changed', { dossierId: permit.dossierId })
  return form
}

export const inspectionHandlers: Handlers<'inspections', Context> = {
  due: ({ db }) => ({ items: visitsDue(db) }),
  list: ({ db }, { permitNo }) => ({ forms: visitsOf(db, permitNo) }),
  recordVisit: (context, change) => told(context, recordVisit(context, change)),
  completeForm: (context, target) => told(context, completeForm(context, target)),
}
