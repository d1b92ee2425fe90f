import type { InputOf } from '#contract'
import type { ActivityType } from '#contract/dossiers'
import type { Counter } from './counter'

export type PersonFields = InputOf<'dossiers.savePerson'>['person']
export type PlanFields = InputOf<'dossiers.savePlan'>['plan']

/** An invented woman of Ahvaz, as typed. */
export const zahra: PersonFields = {
  activityType: 'independent', nationalId: '۱۷۴۰۰۰۰۰۱۳', firstName: 'زهرا', lastName: 'نمونه‌پور', fatherName: 'حسن', birthDate: '1369/02/11',
  gender: 'female', militaryStatus: '', mobile: '09161234567', countyCode: '0603', address: 'کیانپارس، خیابان ۵، پلاک ۱۲', postalCode: '61346-78911',
  governmentEmployee: false,
}

/** An invented man of Dezful, as typed. */
export const karim: PersonFields = {
  ...zahra, nationalId: '1990001238', firstName: 'عبد الله', lastName: 'کریمی', gender: 'male', militaryStatus: 'exempt', mobile: '09160000001',
  countyCode: '0608', birthDate: '1360/12/29',
}

/** Answers with nothing against the applicant, for each type (S4-02). */
export const goodAnswers: Readonly<Record<ActivityType, NonNullable<InputOf<'dossiers.savePerson'>['answers']> | null>> = {
  independent: { iranian: true, residesAtPlace: true },
  covered: { iranian: true, hasSkill: true, supportingBody: 'کمیتۀ امداد', wishForSupporter: '' },
  supporter_natural: { iranian: true, relatedYears: '۷', ownSharePercent: '25', cleanRecord: true, coveredCommitted: '40' },
  supporter_legal: { iranian: true, relatedYears: '۷', ownSharePercent: '25', cleanRecord: true, coveredCommitted: '40' },
  cooperative: null,
}

/** An invented company, as typed. */
export const weaversCompany: NonNullable<InputOf<'dossiers.savePerson'>['entity']> = {
  legalId: '10380284790', name: 'بافندگان نمونۀ کارون', registrationNo: '۱۲۳۴', registeredOn: '1395/02/01', kind: 'womens_cooperative', representativePost: 'مدیرعامل',
}

/** Page one as the form sends it, with good answers of its type and the company where there is one. */
export const pageOne = (person = zahra): InputOf<'dossiers.savePerson'> => ({
  person, answers: goodAnswers[person.activityType], entity: person.activityType === 'supporter_legal' ? weaversCompany : null,
})

export const tailoring: PlanFields = {
  fieldCode: '1001', planTitle: 'دوخت لباس محلی', skillEvidence: 'certificate', loanWanted: true, loanAmountRial: '۸۰۰٬۰۰۰٬۰۰۰',
  sheba: 'IR120220000000000000000001', documents: ['skill', 'photos', 'birth-certificate', 'national-card', 'residence'],
}

/** A dossier with both pages, not filed. */
export const draftOf = async (counter: Counter, person = zahra, plan = tailoring): Promise<{ id: string; version: number; trackingCode: string }> => {
  const { id, version, trackingCode } = await counter.ask('savePerson', pageOne(person))
  return { id, trackingCode, version: (await counter.ask('savePlan', { id, version, plan })).version }
}

/** A dossier that has gone to its agency (or, in a registration-based field, has been confirmed). */
export const filedOf = async (counter: Counter, person = zahra, plan = tailoring, receivedOn: string | null = null): Promise<string> => {
  const { id, version } = await draftOf(counter, person, plan)
  await counter.ask('file', { id, version, declaration: true, receivedOn })
  return id
}

export const approval: InputOf<'dossiers.recordOpinion'>['opinion'] = {
  decision: 'approve', personalCompetence: true, technicalCompetence: true, conditionsMet: true, decidedOn: '1405/08/30',
  signerName: 'یوسف طرفی‌زاده', signerPost: 'مدیرکل صمت استان', isTopOfficial: true, letterNo: '۱۲۳/الف', letterOn: '1405/08/30',
}
