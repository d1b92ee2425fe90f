import type { Handlers } from '#contract'
import type { Context } from '#main/app/ports'
import { visitsOf } from '#db/inspections/inspection-repo'
import { completeForm } from './complete-form'
import { recordVisit } from './record-visit'
import { visitsDue } from './visits-due'

export const inspectionHandlers: Handlers<'inspections', Context> = {
  due: ({ db }) => ({ items: visitsDue(db) }),
  list: ({ db }, { permitNo }) => ({ forms: visitsOf(db, permitNo) }),
  recordVisit: (context, change) => recordVisit(context, change),
  completeForm: (context, target) => completeForm(context, target),
}
