import { addDays } from '#contract/values/jalali'
import { composeNumber } from '#contract/values/tracking-code'
import { searchKey } from '#contract/values/text'
import type { DossierState } from '#contract/dossiers'
import type { Writer } from '#db/handle'
import { firstNames, lastNames } from './names'

/** mulberry32: the same seed gives the same office for ever. */
export const seeded = (seed: number): (() => number) => {
  let a = seed
  return () => {
    a = (a + 0x6d2b79f5) | 0
    let t = Math.imul(a ^ (a >>> 15), 1 | a)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }
}

/** Shares of a large office after years; the inboxes stay as large as people can work off. */
const shares: readonly [DossierState, number][] = [
  ['issued', 0.62], ['refused', 0.09], ['withdrawn', 0.04], ['at_agency', 0.14], ['in_expert_review', 0.06], ['awaiting_correction', 0.04], ['draft', 0.01],
]

const stateOf = (share: number, i: number): DossierState => {
  // A Director's queue does not grow with the office's age.
  if (i % 2 === 0 && i < 200) return 'awaiting_signature'
  let left = share
  for (const [state, part] of shares) {
    left -= part
    if (left < 0) return state
  }
  return 'issued'
}

const decided: readonly DossierState[] = ['issued', 'refused', 'issued', 'withdrawn']

const perTransaction = 20_000

/**
 * Fills an office with `count` dossiers of 0.8 × `count` persons, as the program itself would store them; the ledger is left
 * out, because no list reads it. @returns tracking codes and national IDs of a thousand of them, for look-ups.
 */
export const generateDossiers = (db: Writer, count: number, seed: number, today: string): { codes: string[]; nationalIds: string[] } => {
  const next = seeded(seed)
  const pick = <T>(list: readonly T[]): T => list[Math.floor(next() * list.length)]!
  const counties = db.prepare<[], string>('SELECT code FROM counties ORDER BY code').pluck().all()
  const fields = db.prepare<[], { code: string; agency: string }>("SELECT code, agency_code AS agency FROM fields WHERE path = 'approval' ORDER BY code").all()
  const persons = Math.ceil(count * 0.8)
  const insertPerson = db.prepare(`
    INSERT INTO persons (no, national_id, first_name, last_name, father_name, birth_date, gender, search_text) VALUES (?, ?, ?, ?, ?, ?, ?, ?)`)
  const insertDossier = db.prepare(`
    INSERT INTO dossiers (
      id, version, tracking_code, state, state_since, path, activity_type, case_type, channel, holder_id, national_id, answers, mobile,
      county_code, address, postal_code, government_employee, field_code, plan_title, skill_evidence, loan_wanted, loan_amount, documents,
      agency_code, filed_on, due_on, declaration_version, return_to, created_at, created_by)
    VALUES (@id, 4, @code, @state, @since, 'normal', 'independent', 'new', 'counter', @person, @person, '{}', @mobile, @county, @address, @postal, 0,
      @field, 'طرح نمونه', 'certificate', 1, 800000000, 'skill|photos', @agency, @filedOn, @dueOn, @declared, @returnTo, @at, 'clerk')`)
  const idOf = (i: number): string => String(1_000_000_007 + i * 7).padStart(10, '0')
  inSteps(db, persons, (i) => {
    const [first, last, father] = [pick(firstNames), pick(lastNames), pick(firstNames)]
    const [a, b] = [searchKey(first).replaceAll(' ', ''), searchKey(last).replaceAll(' ', '')]
    insertPerson.run(i + 1, idOf(i), first, last, father, '1985-05-01', i % 3 ? 'female' : 'male', `${searchKey(first)} ${searchKey(last)} ${a} ${b} ${a}${b} ${b}${a}`)
  })
  const sample = { codes: [] as string[], nationalIds: [] as string[] }
  inSteps(db, count, (i) => {
    const county = counties[i % counties.length]!
    const year = 1403 + Math.floor((i / count) * 2.6)
    const serial = Math.floor(i / counties.length) % 99_999 + 1
    const slot = 1 + Math.floor(i / counties.length / 99_999)
    const code = composeNumber('T', county, year, slot, serial)
    const field = pick(fields)
    const person = idOf(i < persons ? i : Math.floor(next() * persons))
    // A second request of a person is an old one: nobody has two open in one field.
    const state = i < persons ? stateOf(next(), i) : decided[i % decided.length]!
    const filed = state === 'draft' ? null : addDays(today, -Math.floor((1 - i / count) * 900) - 1)
    const running = ['at_agency', 'in_expert_review', 'awaiting_signature'].includes(state)
    insertDossier.run({
      id: `019ab000-${(i >>> 16).toString(16).padStart(4, '0')}-7000-8000-${i.toString(16).padStart(12, '0')}`, code, state, since: filed ?? today, person,
      mobile: `09${String(160_000_000 + (i % 9_999_999)).padStart(9, '0')}`, county, address: 'خیابان نمونه، پلاک ۱', postal: String(6_134_600_000 + (i % 99_999)),
      field: field.code, agency: filed === null ? null : field.agency, filedOn: filed, dueOn: running && filed !== null ? addDays(filed, 14) : null,
      declared: filed === null ? null : 1, returnTo: state === 'awaiting_correction' ? 'at_agency' : null, at: `${filed ?? today}T06:00:00.000Z`,
    })
    if (i % Math.ceil(count / 1000) === 0) {
      sample.codes.push(code)
      sample.nationalIds.push(person)
    }
  })
  db.exec('ANALYZE')
  return sample
}

const inSteps = (db: Writer, count: number, each: (i: number) => void): void => {
  for (let from = 0; from < count; from += perTransaction) {
    db.transaction(() => { for (let i = from; i < Math.min(count, from + perTransaction); i += 1) each(i) }).immediate()
  }
}
