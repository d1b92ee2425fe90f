import type { OperationName, ResultOf } from '#contract'
import type { DossierMove } from '#contract/casework'
import type { DossierDetail } from '#contract/dossiers'
import { call } from '../api'
import { actWords as words } from '../locale/acts'

export type ActField = { name: string; label: string; kind: 'line' | 'text' | 'day'; max?: number; hint?: string; optional?: boolean }
export type Values = Readonly<Record<string, string>>

/** One act with a few fields: what it asks, what follows, what it is called, and the call it makes. */
export type ActForm = {
  title: string
  text: string
  act: string
  /** What the way out is called where «انصراف» would read as the applicant's own withdrawal. */
  leave?: string
  done: string
  danger?: boolean
  /** A sentence that must be ticked first, for what is hard to undo. */
  sure?: string
  fields: readonly ActField[]
  send: (values: Values) => Promise<ResultOf<OperationName>>
  /** Where the person goes then, if somewhere else. */
  next?: (answer: unknown) => string | null
}

const idOf = (answer: unknown): string | null =>
  typeof answer === 'object' && answer !== null && 'id' in answer && typeof answer.id === 'string' ? `/dossiers/${answer.id}` : null

/** The acts that one small form is enough for. */
export const actForm = (move: DossierMove, dossier: DossierDetail): ActForm | null => {
  const target = { id: dossier.id, version: dossier.version }
  const of = (values: Values, name: string): string => values[name] ?? ''
  switch (move) {
    case 'finishEmpowerment': return { ...words.finish, fields: [], send: () => call('dossiers.finishEmpowerment', target) }
    case 'confirmAfterCheck': return { ...words.confirm, fields: [], send: () => call('dossiers.confirmAfterCheck', target) }
    case 'announceVisit': return {
      ...words.visit,
      fields: [
        { name: 'on', label: words.visit.on, kind: 'day' }, { name: 'place', label: words.visit.place, kind: 'line', max: 120 },
        { name: 'reason', label: words.visit.reason, kind: 'line', max: 200, hint: words.visit.reasonHint },
      ],
      send: (values) => call('dossiers.announceVisit', { ...target, on: of(values, 'on'), place: of(values, 'place'), reason: of(values, 'reason') }),
    }
    case 'object': return {
      ...words.object, fields: [{ name: 'text', label: words.object.body, kind: 'text', max: 1000 }],
      send: (values) => call('dossiers.object', { ...target, text: of(values, 'text') }),
    }
    case 'withdraw': return {
      ...words.withdraw, danger: true,
      fields: [
        { name: 'identifiedBy', label: words.withdraw.identifiedBy, kind: 'line', max: 120 },
        { name: 'reason', label: words.withdraw.reason, kind: 'text', max: 300, optional: true },
      ],
      send: (values) => call('dossiers.withdraw', { ...target, identifiedBy: of(values, 'identifiedBy'), reason: of(values, 'reason') }),
    }
    case 'recordDeath': return {
      ...words.death, danger: true, sure: words.death.sure(`${dossier.person.firstName} ${dossier.person.lastName}`),
      fields: [
        { name: 'on', label: words.death.on, kind: 'day' },
        { name: 'reference', label: words.death.reference, kind: 'line', max: 120, hint: words.death.referenceHint },
      ],
      send: (values) => call('dossiers.recordDeath', { nationalId: dossier.person.nationalId, on: of(values, 'on'), reference: of(values, 'reference') }),
    }
    case 'openRenewal': return {
      ...words.renewal, fields: [], next: idOf, send: () => call('dossiers.openRenewal', { permitNo: dossier.permitNo ?? '' }),
    }
    case 'openCorrection': return {
      ...words.correction, next: idOf, fields: [{ name: 'reason', label: words.correction.reason, kind: 'text', max: 500 }],
      send: (values) => call('dossiers.openCorrection', { permitNo: dossier.permitNo ?? '', reason: of(values, 'reason') }),
    }
    default: return null
  }
}
