import { uuidv7 } from 'uuidv7'
import type { z } from 'zod'
import { checklistKind, scanLimits, sheetsOf, type documents, type ScanDocument, type ScanKind } from '#contract/documents'
import { Fault } from '#main/app/fault'
import type { Context } from '#main/app/ports'
import { appendEntry } from '#main/ledger/index'
import { documentsOf, findDocument, insertDocument, markReplaced, type DocumentRow, type FileFacts } from '#db/documents/document-repo'
import { RowStale } from '#db/faults'
import { transact } from '#db/transact'
import { checkTitle, dossierFor, mayAdd, mayReplace } from './document-rules'
import { inspectScan } from './formats/inspect-scan'
import { readJpeg } from './formats/read-jpeg'
import { viewOf } from './list-documents'
import { digestOf, openShelf } from './scan-shelf'

type Attachment = z.output<typeof documents.attach.input>

/**
 * Takes one scan into a dossier (S0-18, S4-12…S4-19), noting who and when (S0-21). The bytes are looked at before anything
 * is written; what is refused leaves nothing behind. A file in the place of another keeps the other on record.
 * @throws Fault DOCUMENT_* for the file, DOCUMENT_TITLE, DOCUMENT_STATE, DOSSIER_STATE, NOT_FOUND; RowStale.
 */
export const attach = (context: Context, input: Attachment): { document: ScanDocument } => {
  const { db } = context
  // Four letters of base64 are three bytes: what is too long is not even unpacked.
  if (input.contentBase64.length > Math.ceil(scanLimits.fileBytes / 3) * 4) throw new Fault('DOCUMENT_TOO_LARGE')
  const bytes = Buffer.from(input.contentBase64, 'base64')
  const file = factsOf(bytes, input.kind)
  const shelf = openShelf(context)
  const document = transact(db, () => {
    const dossier = dossierFor(db, input.dossierId, mayAdd)
    checkTitle(db, dossier, input.kind, input.title)
    const here = documentsOf(db, dossier.id)
    const id = uuidv7()
    const old = input.replaces && replaced(here, input.replaces, input)
    if (old && !mayReplace(dossier.state, old)) throw new Fault('DOSSIER_STATE')
    if (!old && here.filter((row) => row.file).length >= scanLimits.files) throw new Fault('DOCUMENT_TOO_MANY', { most: scanLimits.files })
    const leaving = old ? [old] : here.filter((row) => row.state === 'waived' && sameLine(row, input))
    for (const row of leaving) markReplaced(db, row.id, row.version, id)
    const no = old?.kind === input.kind ? old.no : freeNo(here.filter((row) => !leaving.includes(row)), input.kind, input.title)
    shelf.put(file.sha256, bytes)
    insertDocument(db, newRow(context, input, { id, no, file }))
    appendEntry(context, {
      kind: 'document.attach', aggregate: { type: 'DossierDocument', id }, baseVersion: 0,
      payload: {
        dossier: dossier.id, kind: input.kind, title: input.title, no, sha256: file.sha256, size: file.size, type: file.type, pages: file.pages,
        state: 'attached', channel: 'counter', replaces: leaving.map((row) => row.id),
      },
    })
    return viewOf(context, findDocument(db, id)!, [])
  })
  context.emit('dossier.changed', { dossierId: input.dossierId })
  return { document }
}

const factsOf = (bytes: Buffer, kind: ScanKind): FileFacts => {
  const verdict = inspectScan(bytes)
  if (!verdict.ok) throw new Fault(verdict.code, { found: verdict.found })
  if (kind === 'photos' && verdict.facts.type === 'application/pdf') throw new Fault('DOCUMENT_NOT_IMAGE')
  return { sha256: digestOf(bytes), size: bytes.length, ...verdict.facts }
}

/** The same line of the checklist: a deed may take a contract's place (S4-16), nothing else changes its kind. */
export const sameLine = (row: Pick<DocumentRow, 'kind' | 'title'>, input: { kind: ScanKind; title: string }): boolean =>
  row.title === input.title && (row.kind === input.kind || (checklistKind(row.kind) !== null && checklistKind(row.kind) === checklistKind(input.kind)))

const replaced = (here: readonly DocumentRow[], target: { id: string; version: number }, input: Attachment): DocumentRow => {
  const old = here.find((row) => row.id === target.id)
  if (!old || old.version !== target.version) throw new RowStale(target.id)
  if (!sameLine(old, input)) throw new Fault('DOCUMENT_STATE')
  return old
}

/** The first free place of a kind. @throws Fault DOCUMENT_TOO_MANY when all are taken. */
export const freeNo = (here: readonly DocumentRow[], kind: ScanKind, title: string): number => {
  const taken = new Set(here.filter((row) => row.kind === kind && row.title === title).map((row) => row.no))
  for (let no = 1; no <= sheetsOf(kind); no += 1) if (!taken.has(no)) return no
  throw new Fault('DOCUMENT_TOO_MANY', { most: sheetsOf(kind) })
}

const newRow = ({ clock, actor }: Context, input: Attachment, { id, no, file }: { id: string; no: number; file: FileFacts }) => ({
  id, dossierId: input.dossierId, kind: input.kind, title: input.title, no, state: 'attached' as const, file, thumbnail: thumbnailOf(input.thumbnailBase64),
  documentNo: input.documentNo, issuedOn: input.issuedOn, validUntil: input.validUntil, reason: null, channel: 'counter' as const,
  attachedBy: actor.username, attachedAt: clock.now().toISOString(), decidedBy: null, decidedAt: null,
})

/** The page made it and it is only a hint: one that is no small JPEG is left out, not complained of. */
const thumbnailOf = (base64: string | null): Buffer | null => {
  const bytes = Buffer.from(base64 ?? '', 'base64')
  const verdict = readJpeg(bytes)
  const small = verdict.ok && (verdict.facts.width ?? 0) * (verdict.facts.height ?? 0) <= scanLimits.thumbnailPixels
  return small && bytes.length <= scanLimits.thumbnailBytes ? bytes : null
}
