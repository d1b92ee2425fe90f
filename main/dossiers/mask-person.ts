import type { DossierDetail, Person, PlanInput } from '#contract/dossiers'
import type { Role } from '#contract/define'
import { maskedId } from './identity'

/** What stands where something is not shown. */
export const hidden = '•••'

/** Domain model §8: an auditor reads everything masked; who works on a dossier sees it whole. */
export const seesMasked = (role: Role | 'system'): boolean => role === 'auditor'

/** First four and last two digits: enough to see that two are alike. */
export const maskedMobile = (mobile: string): string => (mobile === '' ? '' : `${mobile.slice(0, 4)}*****${mobile.slice(-2)}`)

export const maskedSheba = (sheba: string | null): string | null => (sheba === null ? null : `${sheba.slice(0, 4)}*****${sheba.slice(-4)}`)

export const maskedPerson = (person: Person): Person => ({
  ...person, nationalId: maskedId(person.nationalId), mobile: maskedMobile(person.mobile), address: hidden, postalCode: hidden,
})

const maskedPlan = (plan: PlanInput | null): PlanInput | null => plan && { ...plan, sheba: maskedSheba(plan.sheba) }

/** A dossier without what tells who and where the applicant is. */
export const maskedDetail = (detail: DossierDetail): DossierDetail => ({
  ...detail, person: maskedPerson(detail.person), plan: maskedPlan(detail.plan),
  visits: detail.visits.map((visit) => ({ ...visit, place: hidden })),
})
