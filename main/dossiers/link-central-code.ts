import { codeText } from '#contract/values/text'
import { Fault } from '#main/app/fault'
import type { Context } from '#main/app/ports'
import { appendEntry } from '#main/ledger/index'
import { tellApplicant } from '#main/messages/index'
import { RowStale } from '#db/faults'
import { findByAnyCode, findDossier, setCentralCode } from '#db/dossiers/dossier-repo'
import { transact } from '#db/transact'

/**
 * The centre's own code beside ours (S0-09): opaque, of one dossier only, found by either. Written with ASCII digits, so that
 * it is found however it is typed.
 * @throws Fault NOT_FOUND, CENTRAL_CODE_TAKEN; RowStale.
 */
export const linkCentralCode = (context: Context, input: { id: string; version: number; centralCode: string }): { version: number } => {
  const code = codeText(input.centralCode)
  const version = transact(context.db, () => {
    const dossier = findDossier(context.db, input.id)
    if (!dossier) throw new Fault('NOT_FOUND')
    if (dossier.version !== input.version) throw new RowStale(input.id)
    const holder = findByAnyCode(context.db, code)
    // Our own code is no code of the centre, not even our dossier's.
    if (holder && (holder.id !== dossier.id || holder.trackingCode === code)) throw new Fault('CENTRAL_CODE_TAKEN')
    const next = setCentralCode(context.db, dossier.id, dossier.version, code)
    appendEntry(context, {
      kind: 'dossier.linkCentralCode', aggregate: { type: 'Dossier', id: dossier.id }, baseVersion: dossier.version,
      payload: { provisional: dossier.trackingCode, central: code, ...(dossier.centralCode ? { before: dossier.centralCode } : {}) },
    })
    tellApplicant(context, { dossierId: dossier.id, trackingCode: code, mobile: dossier.person.mobile }, 'dossier.central_code')
    return next
  })
  context.emit('dossier.changed', { dossierId: input.id })
  return { version }
}
