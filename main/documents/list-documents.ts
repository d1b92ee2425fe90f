import type { DocumentList, ScanDocument } from '#contract/documents'
import type { Context } from '#main/app/ports'
import { historyOf, otherHolders, type DocumentRow } from '#db/documents/document-repo'
import type { Reader } from '#db/handle'
import { findStaff } from '#db/staff/staff-repo'
import { confirmationsNeeded, dossierFor, mayAdd, mayChange, mayRemove } from './document-rules'

/** What counts today, each with the files it took the place of. @throws Fault NOT_FOUND. */
export const list = (context: Context, { dossierId }: { dossierId: string }): DocumentList => {
  const { db } = context
  const dossier = dossierFor(db, dossierId, () => true)
  const history = historyOf(db, dossierId)
  return {
    items: history.filter((row) => row.replacedBy === null).map((row) => viewOf(context, row, history)),
    confirmations: confirmationsNeeded(db, dossier),
    mayAdd: mayAdd(dossier.state), mayChange: mayChange(dossier.state), mayRemove: mayRemove(dossier.state),
  }
}

const nameOf = (db: Reader, username: string): string => findStaff(db, username)?.displayName ?? username

/** One document as a screen shows it. The auditor sees facts without the picture: it can't be masked. */
export const viewOf = ({ db, actor }: Pick<Context, 'db' | 'actor'>, row: DocumentRow, history: readonly DocumentRow[]): ScanDocument => ({
  id: row.id, version: row.version, kind: row.kind, title: row.title, no: row.no, state: row.state, file: row.file,
  thumbnail: actor.role === 'auditor' ? null : (row.thumbnail?.toString('base64') ?? null),
  documentNo: row.documentNo, issuedOn: row.issuedOn, validUntil: row.validUntil, reason: row.reason, channel: row.channel,
  attachedBy: nameOf(db, row.attachedBy), attachedAt: row.attachedAt,
  decidedBy: row.decidedBy === null ? null : nameOf(db, row.decidedBy), decidedAt: row.decidedAt,
  earlier: earlierOf(row, history).map((one) => ({ id: one.id, sha256: one.file?.sha256 ?? null, attachedBy: nameOf(db, one.attachedBy), attachedAt: one.attachedAt })),
  alsoOn: row.file ? otherHolders(db, row.file.sha256, row.dossierId) : [],
})

/** Newest first, each the one whose place the next took. */
const earlierOf = (row: DocumentRow, history: readonly DocumentRow[]): DocumentRow[] =>
  history.filter((one) => one.replacedBy === row.id).flatMap((one) => [one, ...earlierOf(one, history)]).sort((a, b) => (a.id < b.id ? 1 : -1))
