import type { Person, PlanInput } from '#contract/dossiers'
import type { IsoDay } from '#contract/values/jalali'
import type { FieldFault } from '#contract/values/reasons'
import { findCounty, findField, findProvince, skillPolicy } from '#main/catalogues/index'
import type { Context } from '#main/app/ports'
import { findDossier, openDossierCode } from '#db/dossiers/dossier-repo'
import { findIdentity, identityIsShared } from '#db/dossiers/person-repo'
import { activePermitOf } from '#db/permits/permit-repo'
import { identityFaults } from './identity'
import { checklistFaults, personFaults, planFaults } from './intake-rules'

type Facts = Pick<Context, 'db' | 'clock' | 'office'>

/** Page one against the rules, the counties and what is known of this person. `dossierId`: the draft it belongs to, if any. */
export const checkPerson = ({ db, clock, office }: Facts, person: Person, dossierId = ''): FieldFault[] => {
  const known = identityIsShared(db, person.nationalId, dossierId) ? findIdentity(db, person.nationalId) : undefined
  return [
    ...personFaults(person, {
      today: clock.today(), province: office.unit.slice(0, 2), county: findCounty(db, person.countyCode),
      provinceKnown: findProvince(db, person.countyCode.slice(0, 2)) !== undefined,
    }),
    ...(known ? identityFaults(person, known) : []),
  ]
}

/** Page two against the rules and the fields in force on the day it counts from. */
export const checkPlan = ({ db }: Facts, plan: PlanInput, day: IsoDay): FieldFault[] => planFaults(plan, findField(db, plan.fieldCode), day)

/** The documents against what this applicant and field need (T04). */
export const checkChecklist = ({ db }: Facts, gender: Person['gender'], plan: PlanInput): FieldFault[] =>
  checklistFaults(gender, plan, findField(db, plan.fieldCode)?.hygiene ?? false, skillPolicy(db))

export type Standing = { faults: FieldFault[]; trackingCode: string | null }

/** One open dossier and one active permit per holder and field, at most. */
export const checkStanding = ({ db }: Facts, nationalId: string, fieldCode: string, dossierId = ''): Standing => {
  const open = openDossierCode(db, nationalId, fieldCode, dossierId)
  if (open) return { faults: [{ field: 'fieldCode', reason: 'DOSSIER_DUPLICATE' }], trackingCode: open }
  const permit = activePermitOf(db, nationalId, fieldCode)
  if (!permit) return { faults: [], trackingCode: null }
  return { faults: [{ field: 'fieldCode', reason: 'PERMIT_ACTIVE' }], trackingCode: findDossier(db, permit.dossierId)?.trackingCode ?? null }
}
