import { jalaliText, type IsoDay } from '#contract/values/jalali'
import type { InputOf } from '#contract'
import type { Desk } from './desk'

type PageOne = InputOf<'dossiers.savePerson'>
type PageTwo = InputOf<'dossiers.savePlan'>['plan']

/** An invented applicant: who, as what, and in which field. */
export type Applicant = {
  /** Nine digits; the tenth is computed. */
  nine: string
  firstName: string
  lastName: string
  gender?: 'female' | 'male'
  countyCode?: string
  activityType: PageOne['person']['activityType']
  answers: PageOne['answers']
  entity?: PageOne['entity']
  fieldCode: string
  planTitle: string
  skillEvidence?: PageTwo['skillEvidence']
  documents?: PageTwo['documents']
}

/** The check digit of a national ID. */
const nationalId = (nine: string): string => {
  const rest = [...nine].reduce((sum, digit, i) => sum + Number(digit) * (10 - i), 0) % 11
  return `${nine}${rest < 2 ? rest : 11 - rest}`
}

/** Page one at the counter (T01). @returns the draft. */
export const openAtCounter = (desk: Desk, applicant: Applicant): Promise<{ id: string; version: number; trackingCode: string }> =>
  desk.clerk.call('dossiers.savePerson', {
    person: {
      activityType: applicant.activityType, nationalId: nationalId(applicant.nine), firstName: applicant.firstName, lastName: applicant.lastName,
      fatherName: 'عباس', birthDate: '1362/05/17', gender: applicant.gender ?? 'female', militaryStatus: applicant.gender === 'male' ? 'completed' : '',
      mobile: `0916${applicant.nine.slice(-7)}`, countyCode: applicant.countyCode ?? '0603', address: 'خیابان نمونه، کوچۀ ۴، پلاک ۹', postalCode: '6134678911',
      governmentEmployee: false,
    },
    answers: applicant.answers, entity: applicant.entity ?? null,
  })

/** The whole counter: both pages and the declaration (T01–T04, and where it goes from there). @returns the dossier's id. */
export const fileAtCounter = async (desk: Desk, applicant: Applicant, receivedOn: IsoDay): Promise<string> => {
  const draft = await openAtCounter(desk, applicant)
  const { version } = await desk.clerk.call('dossiers.savePlan', {
    id: draft.id, version: draft.version,
    plan: {
      fieldCode: applicant.fieldCode, planTitle: applicant.planTitle, skillEvidence: applicant.skillEvidence ?? 'certificate', loanWanted: false,
      loanAmountRial: '', sheba: '',
      documents: [
        ...(applicant.skillEvidence === 'pending' ? [] : ['skill' as const]), ...(applicant.gender === 'male' ? ['military' as const] : []),
        'photos', 'birth-certificate', 'national-card', 'residence', ...(applicant.documents ?? []),
      ],
    },
  })
  await desk.clerk.call('dossiers.file', { id: draft.id, version, declaration: true, receivedOn: jalaliText(receivedOn) })
  return draft.id
}

/** The newest version of a dossier, as whoever acts next sees it. */
export const versionOf = async (desk: Desk, id: string): Promise<number> => (await desk.expert.call('dossiers.read', { id })).version

type Opinion = InputOf<'dossiers.recordOpinion'>['opinion']

/** A letter of an agency about a dossier, approving unless told otherwise. */
export const recordLetter = async (desk: Desk, id: string, today: IsoDay, change: Partial<Opinion> = {}): Promise<void> => {
  await desk.expert.call('dossiers.recordOpinion', {
    id, version: await versionOf(desk, id),
    opinion: {
      decision: 'approve', personalCompetence: true, technicalCompetence: true, conditionsMet: true, isTopOfficial: true, decidedOn: jalaliText(today),
      signerName: 'یوسف طرفی‌زاده', signerPost: 'مدیرکل دستگاه اجرایی استان', letterNo: '۲۰۰۱', letterOn: jalaliText(today), note: '', ...change,
    },
  })
}
