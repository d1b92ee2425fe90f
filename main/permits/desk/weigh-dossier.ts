import type { DeskChange, DeskFacts, DeskMark, Look, MarkLink, SeenField } from '#contract/desk'
import { Fault } from '#main/app/fault'
import type { Context } from '#main/app/ports'
import { holderName } from '#main/dossiers/index'
import { canonicalText, sha256 } from '#main/ledger/index'
import { documentsOf, viewedScans } from '#db/documents/document-repo'
import { findDossier, latestReview, type DossierRow } from '#db/dossiers/dossier-repo'
import type { Reader } from '#db/handle'
import { entriesOf, readHead, type LedgerRow } from '#db/ledger/ledger-repo'
import { findLook, putLook, type LookRow } from '#db/permits/look-repo'
import { findPermit } from '#db/permits/permit-repo'
import { findStaff } from '#db/staff/staff-repo'
import { transact } from '#db/transact'
import { titlesIn, type Titles } from '../titles'
import { findMarks, type FoundMark } from './find-marks'
import { byOfPaper, differences, seenOf, type Seen } from './seen-values'

/** Marks and changes of one dossier that waits for the Director. @throws Fault NOT_FOUND. */
export const weighDossier = (context: Context, { dossierId }: { dossierId: string }): DeskFacts => {
  const { db, actor } = context
  const dossier = waiting(db, dossierId)
  const titles = titlesIn(context)
  const review = latestReview(db, dossierId)
  const seen = seenOf(db, dossier, titles)
  const look = findLook(db, actor.username, dossierId)
  return {
    dossierId, version: dossier.version,
    marks: review ? findMarks(db, dossier, review).map((mark) => withLinks(db, mark, titles)) : [],
    since: look ? { at: look.at, version: look.version, seq: look.seq, changes: changesSince(db, dossier, look, seen) } : null,
    papersSeen: viewedScans(db, dossierId, actor.username), seen: digestOf(seen),
  }
}

/**
 * Notes that the Director has looked at a dossier as it stands. The digest is that of what `weigh` told her.
 * @throws Fault NOT_FOUND; VERSION_STALE when the dossier is not what she was shown any more.
 */
export const noteLook = (context: Context, { dossierId, seen: shown }: { dossierId: string; seen: string }): { at: string } =>
  transact(context.db, (db) => {
    const dossier = waiting(db, dossierId)
    const seen = seenOf(db, dossier, titlesIn(context))
    if (digestOf(seen) !== shown) throw new Fault('VERSION_STALE')
    const at = context.clock.now().toISOString()
    putLook(db, context.actor.username, dossierId, { version: dossier.version, seq: readHead(db)?.seq ?? 0, at, seen: JSON.stringify(seen) })
    return { at }
  })

/** How a row of the queue stands to its Director's last look. */
export const lookAt = (db: Reader, username: string, dossier: DossierRow, titles: Titles): Look => {
  const look = findLook(db, username, dossier.id)
  if (!look) return 'new'
  return differences(parsed(look), seenOf(db, dossier, titles)).length > 0 ? 'changed' : 'same'
}

const waiting = (db: Reader, dossierId: string): DossierRow => {
  const dossier = findDossier(db, dossierId)
  if (dossier?.state !== 'awaiting_signature') throw new Fault('NOT_FOUND')
  return dossier
}

const digestOf = (seen: Seen): string => sha256(canonicalText(seen))

/** Written by us from a Seen of this or an earlier version of the program. */
const parsed = ({ seen }: LookRow): Seen => JSON.parse(seen) as Seen

/** Steps that write a part of the dossier; the newest since the look is taken for the one that did. */
const ofPlan = ['dossier.savePlan', 'dossier.resubmit', 'dossier.correctPerson']
const ofPerson = ['dossier.correctPerson', 'dossier.resubmit', 'dossier.open']
const ofReview = ['review.submit']
const writers: Readonly<Partial<Record<SeenField, readonly string[]>>> = {
  field: ofPlan, planTitle: ofPlan, planDetails: ofPlan, skillEvidence: ofPlan, loanWanted: ofPlan, loanAmount: ofPlan, sheba: ofPlan,
  opinion: ['opinion.record'],
  proposal: ofReview, reasons: ofReview, readiness: ofReview, reviewer: ofReview, reviewNote: ofReview, reviewedAt: ofReview,
}

const changesSince = (db: Reader, dossier: DossierRow, look: LookRow, now: Seen): DeskChange[] => {
  const found = differences(parsed(look), now)
  if (found.length === 0) return []
  const later = entriesOf(db, 'Dossier', dossier.id).filter(({ seq }) => seq > look.seq)
  const documents = documentsOf(db, dossier.id)
  const names = new Map<string, string>()
  const nameOf = (username: string): string => {
    const name = names.get(username) ?? findStaff(db, username)?.displayName ?? username
    names.set(username, name)
    return name
  }
  const signed = (who: { at: string; by: string } | null) => ({ at: who?.at ?? null, by: who ? nameOf(who.by) : null })
  return found.map((change): DeskChange =>
    change.what === 'paper' ? { ...change, ...signed(byOfPaper(documents, change)) } : { ...named(change, nameOf), ...signed(writerOf(later, change.field)) })
}

/** A reviewer is kept by username and told by name. */
const named = <C extends { field: SeenField; old: unknown; new: unknown }>(change: C, nameOf: (username: string) => string): C =>
  change.field !== 'reviewer' ? change : {
    ...change, old: typeof change.old === 'string' ? nameOf(change.old) : change.old, new: typeof change.new === 'string' ? nameOf(change.new) : change.new,
  }

const writerOf = (later: readonly LedgerRow[], field: SeenField): { at: string; by: string } | null => {
  const kinds = writers[field] ?? ofPerson
  const entry = later.findLast(({ kind }) => kinds.includes(kind))
  return entry ? { at: entry.at, by: entry.actor } : null
}

const withLinks = (db: Reader, { dossiers, permits, ...mark }: FoundMark, titles: Titles): DeskMark => ({
  ...mark, links: [...permits.flatMap((no) => permitLink(db, no, titles)), ...dossiers.flatMap((id) => dossierLink(db, id, titles))],
}) as DeskMark

const dossierLink = (db: Reader, id: string, titles: Titles): MarkLink[] => {
  const row = findDossier(db, id)
  return row ? [{
    to: 'dossier', id, trackingCode: row.trackingCode, name: holderName(row), fieldTitle: row.fieldCode === null ? '' : titles.field(row.fieldCode),
    countyTitle: titles.county(row.countyCode), state: row.state,
  }] : []
}

const permitLink = (db: Reader, no: string, titles: Titles): MarkLink[] => {
  const row = findPermit(db, no)
  return row ? [{ to: 'permit', no, name: row.name, fieldTitle: row.fieldTitle, countyTitle: titles.county(row.countyCode), status: row.status }] : []
}
