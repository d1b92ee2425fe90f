import type { LegalEntity } from '#contract/applicants'
import type { DocumentKind, Person, PlanInput } from '#contract/dossiers'
import type { IsoDay } from '#contract/values/jalali'
import type { FieldFault } from '#contract/values/reasons'
import { findCounty, findField, findProvince, skillPolicy } from '#main/catalogues/index'
import type { Context } from '#main/app/ports'
import { attachedKinds } from '#db/documents/document-repo'
import { deathOf } from '#db/dossiers/casework-repo'
import { findDossier, openDossierCode, type DossierRow } from '#db/dossiers/dossier-repo'
import { entityIsShared, findEntity } from '#db/dossiers/entity-repo'
import { findIdentity, identityIsShared } from '#db/dossiers/person-repo'
import type { Reader } from '#db/handle'
import { activePermitOf } from '#db/permits/permit-repo'
import { entityFaults, identityFaults } from './identity'
import { checklistFaults, personFaults, planFaults } from './intake-rules'

type Facts = Pick<Context, 'db' | 'clock' | 'office'>

/**
 * Page one against the rules, the counties and what is known of this person.
 * @param dossierId the draft it belongs to, if any.
 * @param mends the expert mends, with a reason, what is known: it is not held against the typed.
 */
export const checkPerson = ({ db, clock, office }: Facts, person: Person, dossierId = '', mends = false): FieldFault[] => {
  const known = !mends && identityIsShared(db, person.nationalId, dossierId) ? findIdentity(db, person.nationalId) : undefined
  return [
    ...personFaults(person, {
      today: clock.today(), province: office.unit.slice(0, 2), county: findCounty(db, person.countyCode),
      provinceKnown: findProvince(db, person.countyCode.slice(0, 2)) !== undefined,
    }),
    ...(known ? identityFaults(person, known) : []),
    ...(deathOf(db, person.nationalId) ? [{ field: 'nationalId', reason: 'HOLDER_DEAD' as const }] : []),
  ]
}

/** S0-16: a company against the day and, unless the expert mends it, against what is known under its legal ID. */
export const checkEntity = ({ db, clock }: Facts, entity: LegalEntity, dossierId = '', mends = false): FieldFault[] => {
  const known = !mends && entityIsShared(db, entity.legalId, dossierId) ? findEntity(db, entity.legalId) : undefined
  return [
    ...(entity.registeredOn > clock.today() ? [{ field: 'registeredOn', reason: 'DATE_IN_FUTURE' as const }] : []),
    ...(known ? entityFaults(entity, known) : []),
  ]
}

/** Page two against the rules and the fields in force on the day it counts from. */
export const checkPlan = ({ db }: Facts, plan: PlanInput, day: IsoDay): FieldFault[] => planFaults(plan, findField(db, plan.fieldCode), day)

/** The documents against what this applicant and field need (T04). */
export const checkChecklist = ({ db }: Facts, gender: Person['gender'], plan: PlanInput): FieldFault[] =>
  checklistFaults(gender, plan, findField(db, plan.fieldCode)?.hygiene ?? false, skillPolicy(db))

/** The papers that are here: ticked on the counter, or scanned (S4-12…S4-19). */
export const receivedPapers = ({ db }: { db: Reader }, { id, plan }: Pick<DossierRow, 'id' | 'plan'>): DocumentKind[] =>
  [...new Set([...(plan?.documents ?? []), ...attachedKinds(db, id)])]

export type Standing = { faults: FieldFault[]; trackingCode: string | null }

/** What a standing is looked for: a holder's request, and the permit it renews or corrects, if any. */
export type Request = { holderId: string; fieldCode: string; dossierId?: string; predecessorNo?: string | null }

/** One open dossier and one active permit per holder and field, at most; a renewal stands beside the permit it follows (S0-13). */
export const checkStanding = ({ db }: Facts, { holderId, fieldCode, dossierId = '', predecessorNo = null }: Request): Standing => {
  const open = openDossierCode(db, holderId, fieldCode, dossierId)
  if (open) return { faults: [{ field: 'fieldCode', reason: 'DOSSIER_DUPLICATE' }], trackingCode: open }
  const permit = activePermitOf(db, holderId, fieldCode)
  if (!permit || permit.no === predecessorNo) return { faults: [], trackingCode: null }
  return { faults: [{ field: 'fieldCode', reason: 'PERMIT_ACTIVE' }], trackingCode: findDossier(db, permit.dossierId)?.trackingCode ?? null }
}
