import { Fault } from '#main/app/fault'
import type { Context } from '#main/app/ports'
import { appendEntry } from '#main/ledger/index'
import { findBatch } from '#db/permits/batch-repo'
import { transact } from '#db/transact'

/** The signed manifest as the file that others check. @throws Fault NOT_FOUND. */
export const exportManifest = (context: Context, { no }: { no: string }): { fileName: string; content: string } =>
  transact(context.db, (db) => {
    const batch = findBatch(db, no)
    if (!batch) throw new Fault('NOT_FOUND')
    const content = `${batch.jws}\n`
    appendEntry(context, { kind: 'export.make', aggregate: { type: 'Batch', id: no }, baseVersion: 0, payload: { what: 'manifest', no, bytes: content.length } })
    return { fileName: `${no}.jws`, content }
  })
