import type { PermitPayload } from '#contract/permits'
import { searchKey } from '#contract/values/text'
import type { Context } from '#main/app/ports'
import { moveDossier } from '#main/dossiers/index'
import type { DossierRow } from '#db/dossiers/dossier-repo'
import { insertPermit, type FaceRecord, type NewPermit, type PermitRow } from '#db/permits/permit-repo'
import { lastDelivered } from '#db/permits/delivery-repo'
import { changeStatus } from './change-status'
import { predecessorOf } from './predecessor'

export type Signed = {
  payload: PermitPayload
  bytes: string
  digest: string
  jws: string
  kid: string
  /** The entry that enrolled the key. */
  keyEntry: string | undefined
  /** Digest of the manifest that the header names, and the entry that delivers it: a Director's permit has both. */
  bat?: string
  batchEntry?: string
  signedBy: string
  face: FaceRecord
  /** Whether the Director had opened it alone; nobody reviews a confirmation. */
  seen: 'opened' | 'listed' | 'none'
}

/**
 * Writes a signed document, the dossier's end state and the ledger entry that delivers it: all or nothing, in the caller's
 * transaction. The entry waits at the registry for the dossier it belongs to and for the key that signed it.
 * @throws RowStale when the dossier changed since it was read.
 */
export const storePermit = (context: Context, dossier: DossierRow, signed: Signed): void => {
  const { db } = context
  const { payload, bytes, digest, jws, kid, keyEntry, bat = null, batchEntry, signedBy, face, seen } = signed
  const row: NewPermit = {
    no: payload.no, kind: payload.k, dossierId: dossier.id, status: payload.skl ? 'conditional' : 'valid', unit: payload.iss,
    countyCode: payload.cty, fieldCode: payload.fld, fieldTitle: payload.fn, path: dossier.path, name: payload.name,
    nationalId: face.nationalId, issuedOn: payload.on, till: payload.till ?? null, skillDue: payload.skl ?? null,
    visitDue: payload.vis ?? null, loanFrom: payload.loan ?? null, bytes, digest, jws, kid, signedBy, face,
    loanWanted: dossier.plan?.loanWanted ?? false, predecessorNo: dossier.predecessorNo, bat,
  }
  const before = predecessorOf(db, dossier)
  if (before) supersede(context, before, row)
  insertPermit(db, row, `${searchKey(row.name)}|${row.no.toLowerCase()}|${row.no.replace(/\D/g, '')}|${row.nationalId}`)
  const dependsOn = [keyEntry, batchEntry, payload.del === undefined ? undefined : lastDelivered(db, 'Delegation', payload.del), lastDelivered(db, 'Dossier', dossier.id)].filter((opId) => opId !== undefined)
  moveDossier(context, dossier, payload.k === 'permit' ? 'permits.sign' : 'permits.confirmInstantly', {
    entry: {
      kind: payload.k === 'permit' ? 'permit.sign' : 'permit.confirm', aggregate: { type: 'Permit', id: row.no }, baseVersion: 0, dependsOn,
      payload: { no: row.no, jws, digest, dossier_id: dossier.id, tracking_code: dossier.trackingCode, face, seen },
    },
    set: { permitNo: row.no }, ...(payload.k === 'permit' ? { say: saying[dossier.caseType] } : {}), vars: { no: row.no, ...(payload.vis ? { due: payload.vis } : {}) },
  })
}

/** T17: what the holder is told of a signed permit (S0-12). */
const saying = { new: 'permit.issued', renewal: 'permit.renewed', correction: 'permit.corrected' } as const

/** P10: the permit that this one follows gives up its place, in the same transaction. */
const supersede = (context: Context, before: PermitRow, successor: NewPermit): void => {
  changeStatus(context, before, {
    command: before.status === 'suspended' ? 'resign' : 'replace', to: 'superseded', kind: 'permit.replace', successorNo: successor.no,
    payload: { successor_no: successor.no, successor_digest: successor.digest }, say: null,
  })
}
