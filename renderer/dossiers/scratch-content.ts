import { emptyPerson, emptyPlan, type PersonForm, type PlanForm } from './intake-form'
import { emptyAnswers, emptyEntity, type AnswersForm, type EntityForm } from './more-forms'

/** Everything typed into one intake form, as it is kept against a crash. */
export type ScratchForm = {
  person: PersonForm
  entity: EntityForm
  answers: AnswersForm
  plan: PlanForm
  /** The draft it belongs to, once it has a code. */
  dossier: { id: string; trackingCode: string } | null
}

const version = 1

export const scratchContent = (form: ScratchForm): string => JSON.stringify({ version, ...form })

type Members = Readonly<Record<string, unknown>>
const isObject = (value: unknown): value is Members => typeof value === 'object' && value !== null && !Array.isArray(value)

/** The kept values that still fit the form: one that has changed since keeps what it can. */
const fitting = <T extends Record<string, unknown>>(empty: T, kept: unknown): T => {
  if (!isObject(kept)) return empty
  const fits = Object.keys(empty).filter((key) => Object.hasOwn(kept, key) && sameShape(empty[key], kept[key]))
  return { ...empty, ...Object.fromEntries(fits.map((key) => [key, kept[key]])) }
}
const sameShape = (wanted: unknown, kept: unknown): boolean =>
  (Array.isArray(wanted) ? Array.isArray(kept) && kept.every((one) => typeof one === 'string') : typeof wanted === typeof kept)

/** A kept form, or null when the text is none of ours. Never throws. */
export const readScratch = (content: string): ScratchForm | null => {
  let kept: unknown
  try {
    kept = JSON.parse(content)
  } catch {
    return null
  }
  if (!isObject(kept) || kept['version'] !== version) return null
  const at = kept['dossier']
  const dossier = isObject(at) && typeof at['id'] === 'string' && typeof at['trackingCode'] === 'string' ? { id: at['id'], trackingCode: at['trackingCode'] } : null
  return {
    person: fitting(emptyPerson(), kept['person']), entity: fitting(emptyEntity(), kept['entity']),
    answers: fitting(emptyAnswers(), kept['answers']), plan: fitting(emptyPlan(), kept['plan']), dossier,
  }
}
