import type { InputOf } from '#contract'
import type { Role } from '#contract/define'
import { writeSetting } from '#db/catalogues/setting-repo'
import type { SettingKey } from '#contract/settings'
import { transact } from '#db/transact'
import { dossierDailySteps } from '../daily-steps'
import type { Counter } from './counter'
import { approval, tailoring, zahra, type PersonFields, type PlanFields } from './submissions'

type Opinion = InputOf<'dossiers.recordOpinion'>['opinion']
type Target = { id: string; version: number }

const target = (counter: Counter, id: string): Target => ({ id, version: counter.row(id).version })

/** The moves of a dossier as people give them, each on the version that stands now. */
export const acts = (counter: Counter) => {
  const day = (): string => counter.context.clock.today()
  return {
    opine: (id: string, change: Partial<Opinion> = {}) =>
      counter.ask('recordOpinion', { ...target(counter, id), opinion: { ...approval, decidedOn: jalali(day()), letterOn: jalali(day()), ...change } }, 'expert'),
    giveBack: (id: string, items = ['نشانی'], kind: 'correction' | 'documents' = 'correction') =>
      counter.ask('returnForCorrection', { ...target(counter, id), kind, items, reason: 'نشانی با سند نمی‌خواند' }, 'expert'),
    answer: (id: string, answers = ['درست شد']) => counter.ask('resubmit', { ...target(counter, id), answers, declaration: true }),
    submit: (id: string, change: Partial<InputOf<'dossiers.submitForSignature'>> = {}) =>
      counter.ask('submitForSignature', { ...target(counter, id), readiness: 'ready', documentsSeen: true, ...change }, 'expert'),
    empower: (id: string, item: InputOf<'dossiers.recordEmpowerment'>['item'], change: { doneOn?: string; waivedReason?: string } = { doneOn: jalali(day()) }) =>
      counter.ask('recordEmpowerment', { ...target(counter, id), item, ...change }, 'expert'),
    finish: (id: string) => counter.ask('finishEmpowerment', target(counter, id), 'expert'),
    confirm: (id: string) => counter.ask('confirmAfterCheck', target(counter, id), 'expert'),
    object: (id: string) => counter.ask('object', { ...target(counter, id), text: 'دوباره بررسی کنید' }),
    withdraw: (id: string) => counter.ask('withdraw', { ...target(counter, id), identifiedBy: 'کارت ملی' }),
    visit: (id: string, on = jalali(day())) => counter.ask('announceVisit', { ...target(counter, id), reason: 'اصل سند', place: 'ادارۀ اهواز', on }),
    die: (nationalId = '1740000013', on = jalali(day()), role: Role = 'expert') => counter.ask('recordDeath', { nationalId, on, reference: 'گواهی فوت ۱۲' }, role),
  }
}

/** An ISO day as a clerk types it. */
export const jalali = (day: string): string => {
  const parts = new Intl.DateTimeFormat('en-u-ca-persian-nu-latn', { timeZone: 'UTC', year: 'numeric', month: '2-digit', day: '2-digit' }).formatToParts(new Date(`${day}T00:00:00Z`))
  const of = (type: string): string => parts.find((part) => part.type === type)?.value ?? ''
  return `${of('year')}/${of('month')}/${of('day')}`
}

/** As if the system manager had chosen so. */
export const choose = (counter: Counter, key: SettingKey, value: string): void => { writeSetting(counter.db, key, value, '2026-11-21T00:00:00.000Z') }

/** The daily steps of the dossiers, each to its end. */
export const passDay = (counter: Counter): number[] => dossierDailySteps.map(({ chunk }) => {
  const context = { ...counter.context, actor: { username: 'system', displayName: '', role: 'system' as const } }
  let done = 0
  for (let after: string | null = ''; after !== null;) {
    const part: { done: number; next: string | null } = chunk(context, context.clock.today(), after)
    done += part.done
    after = part.next
  }
  return done
})

/** The n-th invented national ID with a right check digit. */
export const nationalIdOf = (n: number): string => {
  const nine = String(174_190_000 + n)
  const rest = [...nine].reduce((sum, digit, i) => sum + Number(digit) * (10 - i), 0) % 11
  return `${nine}${rest < 2 ? rest : 11 - rest}`
}

export const supporter: PersonFields = { ...zahra, activityType: 'supporter_natural' }
export const field = (fieldCode: string, more: Partial<PlanFields> = {}): PlanFields => ({ ...tailoring, fieldCode, ...more })
/** A starred field, one with a confirmation, one of the development model, one that is registered only (samples). */
export const starred = field('1014', { documents: ['skill', 'photos', 'birth-certificate', 'national-card', 'residence', 'health-card'] })
export const confirmed = field('1015')
export const development = field('1016')
export const registered = field('2001')

/** A confirmation of an agency as the documents slice keeps one. */
export const attachConfirmation = (counter: Counter, dossierId: string, title: string, state: 'attached' | 'rejected' = 'attached'): void => {
  transact(counter.db, (db) => {
    db.prepare(`
      INSERT INTO documents (id, version, dossier_id, kind, title, no, state, sha256, size, type, pages, channel, attached_by, attached_at, reason, decided_by, decided_at)
      VALUES (?, 1, ?, 'agency-confirmation', ?, 1, ?, ?, 5, 'image/png', 1, 'counter', 'clerk', '2026-11-21T06:00:00.000Z', ?, ?, ?)
    `).run(`${dossierId}-${title}-${state}`, dossierId, title, state, 'x'.repeat(43), ...(state === 'rejected' ? ['ناخوانا', 'expert', '2026-11-21T06:00:00.000Z'] : [null, null, null]))
  })
}
