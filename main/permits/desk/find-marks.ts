import { mostAlike, mostPace, type AlikeKind, type DeskMark } from '#contract/desk'
import type { Review } from '#contract/dossiers'
import { fullName, papersOf, resembles } from '#main/dossiers/index'
import { decisionsOn } from '#db/dossiers/duplicate-repo'
import type { DossierRow } from '#db/dossiers/dossier-repo'
import type { Reader } from '#db/handle'
import {
  alikeOf, loansOfField, reachedExpertAt, rejectedScans, reviewsAround, sameBirth, sameFile, samePerson, stoppedOfHolder, type Alike, type AlikeRow, type BornRow,
} from '#db/permits/mark-repo'

/** A mark before its links are read: `dossiers` and `permits` are whom it leads to. */
export type FoundMark = DeskMark extends infer M ? (M extends DeskMark ? Omit<M, 'links'> & { dossiers: string[]; permits: string[] } : never) : never

/** A loan is far from its field's usual beyond twice or below half the median of at least so many others. */
const farTimes = 2
const enoughLoans = 10
/** Faster than this nobody reads seven papers. */
const quickSeconds = 120
/** So many proposals of one expert within so many minutes. */
const manyReviews = 10
const paceMinutes = 10
/** How many of those who share a thing are looked at; the wish is to see a stopped one among them. */
const mostRead = 50
const shownLinks = 3

type Loans = { median: number; of: number; latest: string[] }
/** What is worked out once for a whole list. */
export type MarkMemory = { loans: Map<string, Loans>; pace: Map<string, string[]>; alike: Map<string, AlikeRow[]>; born: Map<string, BornRow[]> }
export const newMemory = (): MarkMemory => ({ loans: new Map(), pace: new Map(), alike: new Map(), born: new Map() })

const once = <T>(known: Map<string, T>, key: string, find: () => T): T => {
  const found = known.get(key)
  if (found !== undefined) return found
  const made = find()
  known.set(key, made)
  return made
}

const isStopped = ({ status }: AlikeRow): boolean => status === 'suspended' || status === 'revoked'

/**
 * Why this dossier deserves a second look, the gravest first: who else shares its telephone, account or address, whom its holder
 * was before, and how fast it was reviewed. Only what the rows know; nothing here bars a signature.
 */
export const findMarks = (db: Reader, dossier: DossierRow, review: Review, memory: MarkMemory = newMemory()): FoundMark[] => {
  const { person, plan, holderId } = dossier
  const alike = (by: Alike, value: string | null | undefined): AlikeRow[] =>
    value ? once(memory.alike, `${by} ${value}`, () => alikeOf(db, by, value, mostRead)).filter((row) => row.holderId !== holderId && row.nationalId !== person.nationalId) : []
  const [mobile, sheba, postalCode] = [alike('mobile', person.mobile), alike('sheba', plan?.sheba), alike('postalCode', person.postalCode)]
  const near = [...new Set([...sheba, ...mobile, ...postalCode].filter(isStopped).flatMap(({ permitNo }) => permitNo ?? []))]
  return [
    ...counted('holder_stopped', [], stoppedOfHolder(db, holderId)),
    ...counted('near_stopped', [], near),
    ...counted('same_file', sameFile(db, dossier.id, person.nationalId, mostRead)),
    ...counted('same_holder', samePerson(db, person.nationalId, dossier.id, dossier.predecessorNo, mostRead)),
    ...counted('shared_sheba', sheba.map(({ id }) => id)),
    ...counted('shared_mobile', mobile.map(({ id }) => id)),
    ...counted('shared_postal_code', postalCode.map(({ id }) => id)),
    ...counted('like_name', likeNames(db, dossier, memory)),
    ...loanMark(db, dossier, memory),
    ...(dossier.createdBy === review.expert ? [{ kind: 'one_hand' as const, expert: review.expert, dossiers: [], permits: [] }] : []),
    ...paceMarks(db, dossier, review, memory),
    ...paperMarks(db, dossier),
  ]
}

const counted = (kind: AlikeKind, dossiers: readonly string[], permits: readonly string[] = []): FoundMark[] => {
  const count = Math.min(mostAlike, dossiers.length + permits.length)
  return count === 0 ? [] : [{ kind, count, dossiers: dossiers.slice(0, shownLinks), permits: permits.slice(0, shownLinks) }]
}

/** Another person of the same birth day and a name that sounds the same, unless an expert has found them to be two. */
const likeNames = (db: Reader, { id, person }: DossierRow, memory: MarkMemory): string[] => {
  const born = once(memory.born, person.birthDate, () => sameBirth(db, person.birthDate, mostRead))
  const found = born.filter(({ nationalId, name }) => nationalId !== person.nationalId && resembles(fullName(person), name))
  if (found.length === 0) return []
  const decided = decisionsOn(db, id)
  return found.flatMap((one) => (decided.get(one.id) === 'different' ? [] : one.id))
}

const usualLoans = (db: Reader, fieldCode: string, memory: MarkMemory): Loans => once(memory.loans, fieldCode, () => {
  const loans = loansOfField(db, fieldCode)
  const sorted = loans.map(({ amount }) => amount).sort((a, b) => a - b)
  return { median: sorted[Math.floor(sorted.length / 2)] ?? 0, of: sorted.length, latest: loans.slice(0, shownLinks + 1).map(({ id }) => id) }
})

const loanMark = (db: Reader, { id, plan }: DossierRow, memory: MarkMemory): FoundMark[] => {
  const amount = plan?.loanWanted ? (plan.loanAmountRial ?? 0) : 0
  if (!plan || amount === 0) return []
  const { median, of, latest } = usualLoans(db, plan.fieldCode, memory)
  if (of <= enoughLoans || (amount <= median * farTimes && amount * farTimes >= median)) return []
  return [{ kind: 'loan_far', amount, median, of, dossiers: latest.filter((one) => one !== id).slice(0, shownLinks), permits: [] }]
}

const shifted = (at: string, minutes: number): string => new Date(Date.parse(at) + minutes * 60_000).toISOString()

const paceMarks = (db: Reader, { id }: DossierRow, { expert, at }: Review, memory: MarkMemory): FoundMark[] => {
  const marks: FoundMark[] = []
  const reached = reachedExpertAt(db, id, at)
  const seconds = reached === undefined ? quickSeconds : Math.round((Date.parse(at) - Date.parse(reached)) / 1000)
  if (seconds < quickSeconds) marks.push({ kind: 'quick_review', expert, seconds, dossiers: [], permits: [] })
  const around = once(memory.pace, `${expert} ${at}`, () => reviewsAround(db, expert, shifted(at, -paceMinutes / 2), shifted(at, paceMinutes / 2), mostPace))
  if (around.length >= manyReviews) {
    marks.push({ kind: 'many_reviews', expert, count: around.length, minutes: paceMinutes, dossiers: around.filter((one) => one !== id).slice(0, shownLinks), permits: [] })
  }
  return marks
}

const paperMarks = (db: Reader, dossier: DossierRow): FoundMark[] => {
  const missing = papersOf(db, dossier).flatMap(({ kind, needed, received }) => (needed && !received ? kind : []))
  const rejected = rejectedScans(db, dossier.id)
  return [
    ...(missing.length > 0 ? [{ kind: 'paper_missing' as const, papers: missing, dossiers: [], permits: [] }] : []),
    ...(rejected.length > 0 ? [{ kind: 'paper_rejected' as const, papers: rejected, dossiers: [], permits: [] }] : []),
  ]
}
