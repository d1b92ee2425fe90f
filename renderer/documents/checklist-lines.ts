import { checklistKind, filesNeeded, sheetsOf, type DocumentList, type ScanDocument, type ScanKind } from '#contract/documents'
import type { DossierDetail, DocumentKind } from '#contract/dossiers'
import { scanNames } from '../locale/documents'

export type AttachKind = Exclude<ScanKind, 'residence'>
export type WaiveKind = Exclude<ScanKind, 'home-deed' | 'home-contract'>

export type ChecklistLine = {
  key: string
  name: string
  /** What may be attached here; more than one where either will do (S4-16). */
  kinds: readonly AttachKind[]
  waiveAs: WaiveKind
  title: string
  needed: boolean
  items: readonly ScanDocument[]
  /** Files that count, of so many. */
  here: number
  whole: number
  done: boolean
  /** Files on the line, good ones or not. */
  files: number
  room: boolean
}

const later = ['employment-letter', 'death-certificate'] as const

const lineOf = (key: string, name: string, kinds: readonly AttachKind[], waiveAs: WaiveKind, title: string, needed: boolean, items: readonly ScanDocument[]): ChecklistLine => {
  const good = items.filter((item) => item.state !== 'rejected')
  const whole = filesNeeded(kinds[0]!)
  const done = good.some((item) => item.state === 'waived') || good.length >= whole
  const files = items.filter((item) => item.file).length
  return { key, name, kinds, waiveAs, title, needed, items, here: good.length, whole, done, files, room: files < sheetsOf(kinds[0]!) }
}

const ofChecklist = (kind: DocumentKind, needed: boolean, list: DocumentList): ChecklistLine =>
  lineOf(kind, scanNames[kind], kind === 'residence' ? ['home-deed', 'home-contract'] : [kind], kind, '', needed,
    list.items.filter((item) => checklistKind(item.kind) === kind))

/** Every line a scan may stand on: the paper checklist (S4-12…S4-19), the field's confirmations (S0-18), and what else is here. */
export const linesOf = (checklist: DossierDetail['checklist'], list: DocumentList): { papers: ChecklistLine[]; confirmations: ChecklistLine[]; others: ChecklistLine[] } => {
  const confirmed = (title: string): ScanDocument[] => list.items.filter((item) => item.kind === 'agency-confirmation' && item.title === title)
  // One whose field was changed since keeps its line.
  const titles = [...new Set([...list.confirmations, ...list.items.filter((item) => item.kind === 'agency-confirmation').map((item) => item.title)])]
  const rest = later.map((kind) => lineOf(kind, scanNames[kind], [kind], kind, '', false, list.items.filter((item) => item.kind === kind)))
  const free = [...new Set(list.items.filter((item) => item.kind === 'other').map((item) => item.title))]
  return {
    papers: checklist.map(({ kind, needed }) => ofChecklist(kind, needed, list)),
    confirmations: titles.map((title) => lineOf(`confirmation ${title}`, title, ['agency-confirmation'], 'agency-confirmation', title, list.confirmations.includes(title), confirmed(title))),
    others: [
      ...rest.filter((line) => line.items.length > 0),
      ...free.map((title) => lineOf(`other ${title}`, title, ['other'], 'other', title, false, list.items.filter((item) => item.kind === 'other' && item.title === title))),
    ],
  }
}

/** What a scan is called: its confirmation's title, or its kind. */
export const documentName = (item: Pick<ScanDocument, 'kind' | 'title'>): string => (item.title === '' ? scanNames[item.kind] : item.title)
