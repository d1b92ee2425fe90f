import { noAnswers } from '#contract/applicants'
import type { Person, PlanInput } from '#contract/dossiers'
import { insertDossier, updatePlan, type Applicant } from '../dossiers/dossier-repo'
import { saveIdentity } from '../dossiers/person-repo'
import type { Writer } from '../handle'

/** The few catalogue rows that dossier rows stand on, in words that every version of their tables knows. */
export const insertPlaces = (db: Writer): void => {
  db.exec(`
    INSERT INTO provinces (code, title) VALUES ('06', 'خوزستان');
    INSERT INTO counties (code, province, title) VALUES ('0603', '06', 'اهواز');
    INSERT INTO agencies (code, title) VALUES ('industry', 'صمت');
    INSERT INTO fields (code, title, field_group, agency_code, path, hygiene, loan_allowed)
      VALUES ('1001', '1001', '', 'industry', 'approval', 0, 1), ('1002', '1002', '', 'industry', 'approval', 0, 1);
  `)
}

export const personRow = (n: number): Person => ({
  nationalId: String(1_740_000_000 + n), firstName: 'زهرا', lastName: `نمونه${n % 97}`, fatherName: 'حسن', birthDate: '1990-05-01', gender: 'female', militaryStatus: null,
  mobile: `0916${String(n).padStart(7, '0')}`, countyCode: '0603', address: 'کیانپارس', postalCode: '6134678911', governmentEmployee: false,
})

/** Page one as an independent applicant's. */
export const applicantRow = (person: Person): Applicant => ({ person, activityType: 'independent', entity: null, answers: noAnswers })

export const planRow: PlanInput = {
  fieldCode: '1001', planTitle: 'خیاطی', skillEvidence: 'certificate', loanWanted: true, loanAmountRial: 5, sheba: null, documents: ['skill', 'photos'],
  details: null,
}

export const idOf = (n: number): string => `019ab000-0000-7000-8000-${String(n).padStart(12, '0')}`

/** A draft with both pages; its person is written first if `n` is new. @returns its id, now at version 2. */
export const insertDraft = (db: Writer, n: number, person = personRow(n), plan = planRow): string => {
  saveIdentity(db, person, `${person.firstName} ${person.lastName}`)
  insertDossier(db, { id: idOf(n), trackingCode: `T-${n}`, person, createdAt: '2026-11-21T06:00:00.000Z', createdBy: 'clerk' })
  updatePlan(db, idOf(n), 1, plan, 'normal')
  return idOf(n)
}
