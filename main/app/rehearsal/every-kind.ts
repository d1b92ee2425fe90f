import { addDays, jalaliText, type IsoDay } from '#contract/values/jalali'
import { fileAtCounter, openAtCounter, recordLetter, versionOf, type Applicant } from './counter'
import type { Desk } from './desk'

const covered = (nine: string, firstName: string, lastName: string, fieldCode: string): Applicant => ({
  nine, firstName, lastName, fieldCode, activityType: 'covered', planTitle: 'کار در خانه با پشتیبان',
  answers: { iranian: true, hasSkill: true, supportingBody: 'کمیتۀ امداد' },
})
const independent = { iranian: true, residesAtPlace: true }
const supporting = { iranian: true, relatedYears: '9', ownSharePercent: '30', cleanRecord: true }

/**
 * One of every kind beside the independent applicants of the sample: a supporter with a permit and people of the pool, a
 * company before its check, two agencies, empowerment, a correction, a proposal to refuse, a withdrawal, a cooperative
 * (S0-16, S0-04, S3-09, S3-12, S4-04, S4-09…S4-11). The Director's key must exist.
 */
export const fillEveryKind = async (desk: Desk, today: IsoDay): Promise<void> => {
  const permitNo = await issueSupporter(desk, today)
  await fillPool(desk, today, permitNo)
  await fileAtCounter(desk, {
    nine: '174000241', firstName: 'نسرین', lastName: 'آل‌ناصر', fieldCode: '1002', activityType: 'supporter_legal', planTitle: 'کارگاه‌های خانگی قالی', answers: { ...supporting, coveredCommitted: '12' },
    entity: { legalId: '10420123453', name: 'شرکت بافندگان نمونۀ کارون', registrationNo: '۴۸۲۱', registeredOn: '1396/03/12', kind: 'womens_cooperative', representativePost: 'مدیرعامل' },
  }, addDays(today, -6))
  await passThroughAgencies(desk, today)
  await askAndRefuse(desk, today)
  const cooperative = await openAtCounter(desk, { nine: '174000246', firstName: 'هاجر', lastName: 'دریساوی', fieldCode: '1001', activityType: 'cooperative', planTitle: '', answers: null })
  await desk.clerk.call('dossiers.handOver', { id: cooperative.id, version: cooperative.version, reference: 'ت-۱۴۰۵-۲۲۱' })
}

/** A supporter on the whole path: agency, the check before the permit (S1-B2), review, signature. @returns the permit's number. */
const issueSupporter = async (desk: Desk, today: IsoDay): Promise<string> => {
  const id = await fileAtCounter(desk, {
    nine: '174000240', firstName: 'معصومه', lastName: 'بنی‌طرف', fieldCode: '1001', activityType: 'supporter_natural', planTitle: 'دوخت سفارشی با بیست خیاط خانگی', answers: { ...supporting, coveredCommitted: '20' },
  }, addDays(today, -9))
  await recordLetter(desk, id, today)
  const visit = await desk.manager.call('inspections.recordVisit', {
    kind: 'pre_permit', dossierId: id, visitedOn: jalaliText(today), attendees: [{ name: 'رضا چنانی', side: 'office' }, { name: 'لیلا مکوندی', side: 'agency' }],
    active: { ok: true }, skill: { ok: true }, management: { ok: true },
  })
  await desk.manager.call('inspections.completeForm', { id: visit.id, version: visit.version })
  await desk.expert.call('dossiers.submitForSignature', { id, version: await versionOf(desk, id), readiness: 'ready', documentsSeen: true })
  const { items } = await desk.director.call('permits.freeze', { dossierIds: [id] })
  await desk.director.call('permits.sign', { items: items.map(({ dossierId, digest }) => ({ dossierId, digest })), passphrase: desk.director.passphrase })
  return (await desk.expert.call('dossiers.read', { id })).permitNo ?? ''
}

/** Four who wait: one taken on, one offered, two still in the pool (S4-09…S4-11). */
const fillPool = async (desk: Desk, today: IsoDay, permitNo: string): Promise<void> => {
  const ids = [
    await fileAtCounter(desk, covered('174000231', 'فاطمه', 'سواری', '1001'), addDays(today, -40)),
    await fileAtCounter(desk, covered('174000232', 'زینب', 'چلداوی', '1001'), addDays(today, -25)),
    await fileAtCounter(desk, covered('174000233', 'مریم', 'نواصری', '1002'), addDays(today, -60)),
    await fileAtCounter(desk, covered('174000234', 'سکینه', 'زرگانی', '1001'), addDays(today, -3)),
  ]
  const day = jalaliText(today)
  for (const id of ids.slice(0, 2)) {
    await desk.expert.call('supporters.introduce', {
      dossierId: id, version: await versionOf(desk, id), permitNo, introducedBy: 'agency', introducedOn: day, letterNo: '۳۱۰', letterOn: day,
    })
  }
  const [first] = ids
  if (first) await desk.expert.call('supporters.accept', { dossierId: first, version: await versionOf(desk, first), acceptedOn: day })
}

/** A field of two agencies that waits for the second, and the development model half through its empowerment. */
const passThroughAgencies = async (desk: Desk, today: IsoDay): Promise<void> => {
  const starred = await fileAtCounter(desk, {
    nine: '174000242', firstName: 'رقیه', lastName: 'کعبی', fieldCode: '1014', activityType: 'independent', planTitle: 'پنیر و سرشیر محلی', answers: independent, documents: ['health-card'],
  }, addDays(today, -8))
  await recordLetter(desk, starred, today)
  const developing = await fileAtCounter(desk, {
    nine: '174000243', firstName: 'کبری', lastName: 'منصوری', fieldCode: '1016', activityType: 'independent', planTitle: 'سوزن‌دوزی بلوچی', answers: independent, skillEvidence: 'pending',
  }, addDays(today, -10))
  await recordLetter(desk, developing, today)
  for (const item of ['counselling', 'aptitude'] as const) {
    await desk.expert.call('dossiers.recordEmpowerment', { id: developing, version: await versionOf(desk, developing), item, doneOn: jalaliText(today) })
  }
}

/** One asked for a paper, one proposed for refusal, one withdrawn. */
const askAndRefuse = async (desk: Desk, today: IsoDay): Promise<void> => {
  const asked = await fileAtCounter(desk, {
    nine: '174000244', firstName: 'ام‌البنین', lastName: 'حمیدی‌فر', fieldCode: '1003', activityType: 'independent', planTitle: 'ترشی و شور خانگی', answers: independent, documents: ['health-card'],
  }, addDays(today, -7))
  await desk.expert.call('dossiers.returnForCorrection', {
    id: asked, version: await versionOf(desk, asked), kind: 'documents', items: ['کارت بهداشت تازه، چون تاریخ کارت گذشته است'], reason: 'کارت بهداشت',
  })
  const refused = await fileAtCounter(desk, {
    nine: '174000245', firstName: 'جاسم', lastName: 'البوغبیش', gender: 'male', fieldCode: '1010', activityType: 'independent', planTitle: 'پرورش ماهی زینتی', answers: independent, countyCode: '0608',
  }, addDays(today, -12))
  await recordLetter(desk, refused, today)
  await desk.expert.call('dossiers.submitForSignature', {
    id: refused, version: await versionOf(desk, refused), readiness: 'not_ready', documentsSeen: true, proposal: 'refuse', reasons: ['محل طرح با نشانی پرونده یکی نیست'],
  })
  const withdrawn = await fileAtCounter(desk, {
    nine: '174000247', firstName: 'صدیقه', lastName: 'طرفی', fieldCode: '1006', activityType: 'independent', planTitle: 'عروسک بومی', answers: independent,
  }, addDays(today, -5))
  await desk.clerk.call('dossiers.withdraw', { id: withdrawn, version: await versionOf(desk, withdrawn), identifiedBy: 'کارت ملی در پیشخوان', reason: 'کار تازه یافته است' })
}
