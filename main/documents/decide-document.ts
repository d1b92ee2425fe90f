import { uuidv7 } from 'uuidv7'
import type { z } from 'zod'
import { filesNeeded, type documents, type ScanDocument } from '#contract/documents'
import { Fault } from '#main/app/fault'
import type { Context } from '#main/app/ports'
import { appendEntry } from '#main/ledger/index'
import { documentsOf, findDocument, insertDocument, markDecided, markRemoved, markReplaced, type DocumentRow } from '#db/documents/document-repo'
import { RowStale } from '#db/faults'
import { transact } from '#db/transact'
import { freeNo, sameLine } from './attach-document'
import { checkTitle, dossierFor, mayAdd, mayChange, mayRemove } from './document-rules'
import { viewOf } from './list-documents'
import { openShelf } from './scan-shelf'

type InputOf<V extends 'verify' | 'reject' | 'waive' | 'remove'> = z.output<(typeof documents)[V]['input']>

/** The document as the caller saw it. @throws Fault NOT_FOUND, DOCUMENT_STATE when another took its place; RowStale. */
const loadDocument = ({ db }: Context, { id, version }: { id: string; version: number }): DocumentRow => {
  const row = findDocument(db, id)
  if (!row || row.removedAt !== null) throw new Fault('NOT_FOUND')
  if (row.version !== version) throw new RowStale(id)
  if (row.replacedBy !== null || !row.file) throw new Fault('DOCUMENT_STATE')
  return row
}

type Judgement = { state: 'verified'; reason: null } | { state: 'rejected'; reason: string }

const judge = (context: Context, row: DocumentRow, { state, reason }: Judgement): { version: number } => {
  const { db, clock, actor } = context
  markDecided(db, row.id, row.version, { state, reason, by: actor.username, at: clock.now().toISOString() })
  appendEntry(context, {
    kind: state === 'verified' ? 'document.verify' : 'document.reject', aggregate: { type: 'DossierDocument', id: row.id }, baseVersion: row.version,
    payload: { dossier: row.dossierId, kind: row.kind, title: row.title, no: row.no, sha256: row.file?.sha256, size: row.file?.size, state, reason: reason ?? undefined },
  })
  return { version: row.version + 1 }
}

const telling = <T>(context: Context, dossierId: string, value: T): T => {
  context.emit('dossier.changed', { dossierId })
  return value
}

/** The expert has seen these very bytes. @throws Fault DOCUMENT_STATE, DOSSIER_STATE, NOT_FOUND; RowStale. */
export const verify = (context: Context, input: InputOf<'verify'>): { version: number } => {
  const row = loadDocument(context, input)
  if (row.state === 'verified' || row.file?.sha256 !== input.sha256) throw new Fault('DOCUMENT_STATE')
  return telling(context, row.dossierId, transact(context.db, () => {
    dossierFor(context.db, row.dossierId, mayAdd)
    return judge(context, row, { state: 'verified', reason: null })
  }))
}

/** Not good enough, because …; one that a decision stands on is not taken back. @throws as verify. */
export const reject = (context: Context, input: InputOf<'reject'>): { version: number } => {
  const row = loadDocument(context, input)
  if (row.state === 'rejected') throw new Fault('DOCUMENT_STATE')
  return telling(context, row.dossierId, transact(context.db, () => {
    dossierFor(context.db, row.dossierId, row.state === 'verified' ? mayChange : mayAdd)
    return judge(context, row, { state: 'rejected', reason: input.reason })
  }))
}

/** This paper is not asked of this person, because …. @throws Fault DOCUMENT_STATE when it is here already; DOCUMENT_TITLE, DOSSIER_STATE, NOT_FOUND. */
export const waive = (context: Context, { dossierId, kind, title, reason }: InputOf<'waive'>): { document: ScanDocument } => {
  const { db, clock, actor } = context
  const document = transact(db, () => {
    const dossier = dossierFor(db, dossierId, mayChange)
    checkTitle(db, dossier, kind, title)
    const here = documentsOf(db, dossierId)
    const line = here.filter((row) => sameLine(row, { kind, title }))
    const good = line.filter((row) => row.state !== 'rejected')
    if (good.some((row) => row.state === 'waived') || good.length >= filesNeeded(kind)) throw new Fault('DOCUMENT_STATE')
    const id = uuidv7()
    const at = clock.now().toISOString()
    // A file that was not good enough makes room for the reason why none is needed; it stays on record.
    for (const row of line) if (row.state === 'rejected') markReplaced(db, row.id, row.version, id)
    const no = freeNo(good, kind, title)
    insertDocument(db, {
      id, dossierId, kind, title, no, state: 'waived', file: null, thumbnail: null, documentNo: null, issuedOn: null, validUntil: null, reason,
      channel: 'counter', attachedBy: actor.username, attachedAt: at, decidedBy: actor.username, decidedAt: at,
    })
    appendEntry(context, {
      kind: 'document.waive', aggregate: { type: 'DossierDocument', id }, baseVersion: 0, payload: { dossier: dossierId, kind, title, no, state: 'waived', reason },
    })
    return viewOf(context, findDocument(db, id)!, [])
  })
  return telling(context, dossierId, { document })
}

/** A wrong paper leaves a draft: its bytes go, the record of it stays. @throws Fault DOSSIER_STATE after filing; DOCUMENT_STATE, NOT_FOUND; RowStale. */
export const remove = (context: Context, input: InputOf<'remove'>): Record<string, never> => {
  const { db, clock, actor } = context
  const row = loadDocument(context, input)
  const shelf = openShelf(context)
  transact(db, () => {
    dossierFor(db, row.dossierId, mayRemove)
    markRemoved(db, row.id, row.version, actor.username, clock.now().toISOString())
    appendEntry(context, {
      kind: 'document.remove', aggregate: { type: 'DossierDocument', id: row.id }, baseVersion: row.version,
      payload: { dossier: row.dossierId, kind: row.kind, title: row.title, no: row.no, sha256: row.file?.sha256, size: row.file?.size },
    })
  })
  // Only now: bytes that went before their row's commit could not come back.
  if (row.file) shelf.drop(row.file.sha256)
  return telling(context, row.dossierId, {})
}
