import type { z } from 'zod'
import { address, choice, count, flag, longText, maybeCount, phone, weekDays, words, type SettingSpec } from './setting-specs'

const law = 'قانون ساماندهی و حمایت از مشاغل خانگی مصوب ۱۳۸۹/۲/۲۲ و دستورالعمل اجرایی آن مصوب ۱۳۸۹/۸/۲۳'
const systemLaw = 'ماده ۷ دستورالعمل اجرایی: وزارت با همکاری دستگاه‌های اجرایی سامانۀ ثبت‌نام و صدور مجوز را ایجاد می‌کند.'

/** Every question the sources leave open, with the answer taken until an office decides otherwise (domain model §11). */
export const settingSpecs = {
  /** S3-11 against S1-B7: `grace` lets skill evidence follow within six months. */
  skillEvidenceAtRegistration: choice(['grace', 'required'], { group: 'intake', clauses: ['S3-11', 'S1-B7'] }),
  /** What failing an eligibility question before the code does; covered without skill is refused in any case (S4-09). */
  eligibilityFailure: choice(['warn', 'refuse'], { group: 'intake', clauses: ['S4-02'] }),
  /** Whether a covered person gets a permit of their own. */
  coveredPermit: flag(false, { group: 'intake', clauses: ['S4-09'] }),
  /** Whether an instant confirmation may be sealed before the identity inquiry, which then follows at the next sync. */
  sealWithoutInquiry: flag(true, { group: 'intake', clauses: ['S1-A10'] }),
  /** Who records agency and bank answers: the registry or an expert with a letter's number, or the registry alone. */
  answersFrom: choice(['registry_or_letter', 'registry'], { group: 'intake', clauses: ['S0-05'] }),

  /** S4-06: the agency's own deadline. */
  agencyDays: count(7, [1, 365], { group: 'deadlines', clauses: ['S4-06'], movesDeadlines: true }),
  rollToWorkingDay: flag(false, { group: 'deadlines', clauses: ['S0-10'], movesDeadlines: true }),
  /** S0-10: whether the office's fourteen days and the agency's own are days of the calendar or days on which offices work. */
  dayCount: choice(['all_days', 'working_days'], { group: 'deadlines', clauses: ['S0-10'], movesDeadlines: true }),
  weeklyOffDays: weekDays(['friday'], { group: 'deadlines', clauses: ['S0-10'], movesDeadlines: true }),
  /** S0-11: whether a returned file's clock goes on or starts again. */
  returnedClock: choice(['resume', 'restart'], { group: 'deadlines', clauses: ['S0-11'], movesDeadlines: true }),
  empowermentPausesClock: flag(false, { group: 'deadlines', clauses: ['S0-11', 'S3-09'], movesDeadlines: true }),
  /** S1-B7: six Jalali months, or six times thirty days. */
  monthArithmetic: choice(['calendar', 'thirty_days'], { group: 'deadlines', clauses: ['S1-B7'], movesDeadlines: true }),
  correctionReplyDays: maybeCount([1, 365], { group: 'deadlines', clauses: ['S3-12'], movesDeadlines: true }),
  draftDays: maybeCount([1, 365], { group: 'deadlines', clauses: ['S3-05'], movesDeadlines: true }),
  /** Days for one objection to a refusal; 0 = none. */
  objectionDays: count(30, [0, 365], { group: 'deadlines', movesDeadlines: true }),
  permitValidityMonths: maybeCount([1, 240], { group: 'deadlines', clauses: ['S0-13'], movesDeadlines: true }),
  renewalWindowDays: count(60, [1, 365], { group: 'deadlines', clauses: ['S0-13'], movesDeadlines: true }),
  reportGraceDays: count(10, [0, 90], { group: 'deadlines', clauses: ['S1-B8'], movesDeadlines: true }),
  /** How long one delegation of the Director's signature may last at most. */
  delegationDays: count(60, [1, 366], { group: 'deadlines' }),
  anchorDays: count(7, [1, 90], { group: 'deadlines', movesDeadlines: true }),

  /** S4-11 against S0-08: who sends a referral to the bank. */
  bankSender: choice(['office', 'agency'], { group: 'loans', clauses: ['S4-11', 'S0-08'] }),
  lateVisit: choice(['note', 'refuse'], { group: 'loans', clauses: ['S1-B6'] }),
  visitMustBePositive: flag(false, { group: 'loans', clauses: ['S1-B3'] }),
  /** n of the supporter's ceiling: accepted persons, or those committed to. */
  ceilingCountBasis: choice(['accepted', 'committed'], { group: 'loans', clauses: ['S1-A3', 'S4-11'] }),
  ceilingScope: choice(['referral', 'outstanding'], { group: 'loans', clauses: ['S1-A3'] }),
  minCovered: maybeCount([1, 1000], { group: 'loans', clauses: ['S1-A3'] }),
  employmentCheckDays: count(180, [1, 3650], { group: 'loans', clauses: ['S1-A9b'] }),
  referralSigner: choice(['director', 'seal'], { group: 'loans' }),
  lapseAfterAbsorb: flag(false, { group: 'loans', clauses: ['S1-A1'] }),

  /** S0-07: from how many permits on a list is sampled before it is signed; how many at least, in hundredths, and at most. */
  sampleFrom: count(20, [1, 1001], { group: 'signing', clauses: ['S0-07'] }),
  sampleLeast: count(3, [0, 1000], { group: 'signing', clauses: ['S0-07'] }),
  samplePercent: count(5, [0, 100], { group: 'signing', clauses: ['S0-07'] }),
  sampleMost: count(20, [0, 1000], { group: 'signing', clauses: ['S0-07'] }),

  /** S4-01: the unit that gives the service, on letters and permits. */
  serviceUnit: words('دبیرخانه کارگروه اشتغال و سرمایه‌گذاری استان', 120, { group: 'office', clauses: ['S4-01'] }),
  letterhead: words('جمهوری اسلامی ایران، وزارت تعاون، کار و رفاه اجتماعی', 160, { group: 'office', clauses: ['S4-01'] }),
  officeAddress: words('', 200, { group: 'office', clauses: ['S4-01'] }),
  officePhone: phone('', { group: 'office', clauses: ['S0-26', 'S3-14'] }),
  /** S3-15: addressee of the quarterly report. */
  headquarters: words('دبیرخانه ستاد ساماندهی و حمایت از مشاغل خانگی', 120, { group: 'office', clauses: ['S3-15', 'S1-B8'] }),
  /** Minutes without a key or a pointer after which a signed-in page is signed out. */
  lockAfterMinutes: count(15, [1, 240], { group: 'office' }),
  letterNumbering: choice(['manual', 'series'], { group: 'office', clauses: ['S4-01'] }),

  ministryAddress: address('mcls.gov.ir', { group: 'addresses', clauses: ['S3-03'] }),
  registrationAddress: address('mashaghelkhanegi.ir', { group: 'addresses', clauses: ['S0-15', 'S3-03'] }),
  enquiryAddress: address('mkh.mcls.gov.ir', { group: 'addresses', clauses: ['S0-26'] }),
  complaintAddress: address('zrm.mcls.gov.ir', { group: 'addresses', clauses: ['S0-27', 'S2-15'] }),
  aidAddress: address('hemayat.mcls.gov.ir', { group: 'addresses', clauses: ['S2-03', 'S2-09'] }),
  aidPhone: phone('021-6369', { group: 'addresses', clauses: ['S2-07', 'S2-14'] }),
  cooperativeAddress: address('', { group: 'addresses', clauses: ['S4-04'] }),

  legalBasis: longText(law, 2000, { group: 'texts', clauses: ['S0-01'] }),
  systemLegalBasis: longText(systemLaw, 2000, { group: 'texts', clauses: ['S0-19'] }),
  /** Printed with every permit on a sheet of its own, beside the signed conditions of `cond` (S0-24, S0-28). */
  permitConditions: longText('', 6000, { group: 'texts', clauses: ['S0-24'] }),
  instructionText: longText('', 20_000, { group: 'texts', clauses: ['S3-01'] }),
} as const

export type SettingKey = keyof typeof settingSpecs

export const settingKeys = Object.keys(settingSpecs) as [SettingKey, ...SettingKey[]]

/** Every setting's value in force. */
export type Settings = { [K in SettingKey]: (typeof settingSpecs)[K] extends { parse: z.ZodType<infer T, unknown> } ? T : never }

/** A spec without its value's own type, for what treats all of them alike. */
export const settingSpec = (key: SettingKey): Omit<SettingSpec<unknown>, 'write'> => settingSpecs[key]

/**
 * The stored form of a typed value, or why it is refused.
 * @throws z.ZodError with reason codes.
 */
export const settingText = <K extends SettingKey>(key: K, typed: string): string => {
  const spec = settingSpecs[key] as unknown as SettingSpec<unknown>
  return spec.write(spec.parse.parse(typed))
}
