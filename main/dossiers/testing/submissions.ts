import type { InputOf } from '#contract'
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

export const tailoring: PlanFields = {
  fieldCode: '1001', planTitle: 'دوخت لباس محلی', skillEvidence: 'certificate', loanWanted: true, loanAmountRial: '۸۰۰٬۰۰۰٬۰۰۰',
  sheba: 'IR120220000000000000000001', documents: ['skill', 'photos', 'birth-certificate', 'national-card', 'residence'],
}

/** A dossier with both pages, not filed. */
export const draftOf = async (counter: Counter, person = zahra, plan = tailoring): Promise<{ id: string; version: number; trackingCode: string }> => {
  const { id, version, trackingCode } = await counter.ask('savePerson', { person })
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
