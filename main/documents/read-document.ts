import type { ScanType } from '#contract/documents'
import { Fault } from '#main/app/fault'
import type { Context } from '#main/app/ports'
import { appendEntry } from '#main/ledger/index'
import { findDocument, noteView } from '#db/documents/document-repo'
import { transact } from '#db/transact'
import { openShelf } from './scan-shelf'

/**
 * The bytes of one scan, replaced ones too, exactly as they came: what a camera wrote into them is neither read nor shown,
 * and never leaves the office. The first look of a person at a scan on a day is kept in the ledger.
 * @throws Fault NOT_FOUND, DOCUMENT_LOST when the file is gone or altered.
 */
export const read = (context: Context, { id }: { id: string }): { type: ScanType; sha256: string; contentBase64: string } => {
  const { db, clock, actor } = context
  const row = findDocument(db, id)
  if (!row?.file || row.removedAt !== null) throw new Fault('NOT_FOUND')
  const { sha256, type } = row.file
  const bytes = openShelf(context).take(sha256)
  if (!bytes) throw new Fault('DOCUMENT_LOST')
  transact(db, () => {
    if (!noteView(db, id, actor.username, clock.today())) return
    appendEntry(context, {
      kind: 'pd.view', aggregate: { type: 'StaffUser', id: actor.username }, baseVersion: 0, payload: { dossier: row.dossierId, document: id, kind: row.kind },
    })
  })
  return { type, sha256, contentBase64: bytes.toString('base64') }
}
