import type { Handlers } from '#contract'
import type { Draw } from '#contract/batches'
import type { FrozenPermit, PermitPayload } from '#contract/permits'
import { searchKey } from '#contract/values/text'
import { isAbsence } from '#contract/verify/absence'
import { givenText } from '#contract/verify/qr-text'
import { Fault } from '#main/app/fault'
import type { Context } from '#main/app/ports'
import { dossierDetail } from '#main/dossiers/index'
import { appendEntry } from '#main/ledger/index'
import { delegationFile, hasActiveDirectorKey, knownKeys } from '#main/signing/index'
import { findDossier } from '#db/dossiers/dossier-repo'
import { batchOfDigest } from '#db/permits/batch-repo'
import { countRegister, findPermit, listRegister } from '#db/permits/permit-repo'
import { transact } from '#db/transact'
import { batchHandlers } from './batch/batch-handlers'
import { drawList, picksOf, sampleRule } from './batch/draw-sample'
import { manifestAnswer } from './batch/verify-manifest'
import { deskHandlers } from './desk/index'
import { absenceAnswer, stateAbsence } from './absence'
import { refusalFor } from './acting-hand'
import { declareCompromise } from './compromise/declare'
import { compromiseDrill, listCompromises } from './compromise/drill'
import { trustOfDocument, unlessStolen } from './compromise/stands'
import { freezePermits } from './freeze-permit'
import { lifeHandlers } from './life-handlers'
import { listQueue } from './list-queue'
import { readPermit, standingOf, toSummary } from './read-permit'
import { readyToSign } from './ready-to-sign'
import { returnToExpert } from './return-to-expert'
import { signPermits } from './sign-permits'
import { verifyPermitText } from './verify-permit'
import { exportStatusLists } from './status-list/index'
import { titlesIn } from './titles'

const requireKey = ({ db, actor }: Context): void => {
  if (!hasActiveDirectorKey(db, actor.username)) throw new Fault('KEY_ABSENT')
}

/** The draw over what is frozen; an empty list has none. */
const drawFor = (context: Context, items: readonly FrozenPermit[]): Draw => {
  const rule = sampleRule(context.db)
  if (items.length === 0) return { list: '', seed: '', rule, picked: [] }
  const list = drawList(context, items.map(({ digest }) => digest))
  return { list: list.digest, seed: list.seed, rule, picked: picksOf(items, list.seed, rule).map(({ dossierId }) => dossierId) }
}

export const permitHandlers: Handlers<'permits', Context> = {
  queue: (context) => ({ items: listQueue(context) }),
  open: (context, { dossierId }) => {
    requireKey(context)
    const frozen = transact(context.db, (db) => {
      const dossier = findDossier(db, dossierId)
      if (!dossier) throw new Fault('NOT_FOUND')
      const readiness = readyToSign(db, dossier)
      if (!readiness.ready) {
        throw readiness.reason !== 'agency_signature_missing' ? new Fault('DOSSIER_STATE', { from: dossier.state, command: 'permits.open' }) : new Fault('AGENCY_SIGNATURE_MISSING')
      }
      const refusal = refusalFor(context, dossier)
      if (refusal) throw new Fault('DELEGATION_REFUSED', { why: refusal })
      return freezePermits(context, [dossier], true)[0]!
    })
    return { dossier: dossierDetail(context, dossierId), frozen }
  },
  freeze: (context, { dossierIds }) => {
    requireKey(context)
    return transact(context.db, (db) => {
      const ready = [...new Set(dossierIds)].flatMap((id) => findDossier(db, id) ?? []).filter((dossier) => readyToSign(db, dossier).ready && refusalFor(context, dossier) === null)
      const items = freezePermits(context, ready, false)
      const kept = new Set(items.map((item) => item.dossierId))
      return { items, dropped: dossierIds.filter((id) => !kept.has(id)), draw: drawFor(context, items) }
    })
  },
  sign: async (context, { items, passphrase }) => {
    const { outcomes, batch } = await signPermits(context, items, passphrase)
    const count = (outcome: string): number => outcomes.filter((o) => o.outcome === outcome).length
    return { outcomes, signed: count('signed'), failed: count('failed'), untouched: count('untouched'), batch }
  },
  returnToExpert,
  register: (context, { text, statuses, after, limit }) => {
    const titles = titlesIn(context)
    const question = { key: searchKey(text), statuses }
    const lines = listRegister(context.db, question, after === null ? null : Number.parseInt(after, 10) || 0, limit)
    return {
      items: lines.map((line) => toSummary(line, titles)),
      next: lines.length === limit ? String(lines.at(-1)!.seq) : null,
      total: countRegister(context.db, question),
    }
  },
  read: (context, { no }) => readPermit(context, no, titlesIn(context)),
  exportFile: (context, { no }) =>
    transact(context.db, (db) => {
      const permit = findPermit(db, no)
      if (!permit) throw new Fault('NOT_FOUND')
      const content = `${permit.jws}\n`
      appendEntry(context, {
        kind: 'export.make', aggregate: { type: 'Permit', id: no }, baseVersion: 0, payload: { what: 'permit', no, bytes: content.length },
      })
      const { del } = JSON.parse(permit.bytes) as Pick<PermitPayload, 'del'>
      return { fileName: `${no}.jws`, content, delegation: del === undefined ? null : delegationFile(context, del) }
    }),
  // From a file, a paste or a scanned code: one last line break is the file's, not the permit's.
  verify: (context, { text, manifest = '' }) => {
    const { db } = context
    const keys = knownKeys(db)
    if (isAbsence(givenText(text))) return absenceAnswer(db, givenText(text), keys)
    const signed = verifyPermitText(givenText(text), keys)
    const named = signed.outcome === 'valid' ? findPermit(db, signed.payload.no) : undefined
    const permit = named && signed.outcome === 'valid' && named.digest === signed.digest ? named : undefined
    const standing = permit ? standingOf(db, permit) : null
    const verdict = unlessStolen(context, signed, permit !== undefined)
    const trust = verdict.outcome === 'valid' ? trustOfDocument(context, verdict, permit) : null
    const own = standing !== null && permit?.bat ? batchOfDigest(db, permit.bat)?.jws : undefined
    const given = manifest.trim() === '' ? own : givenText(manifest)
    return { verdict, registered: standing !== null, standing, trust, manifest: given === undefined ? null : manifestAnswer(verdict, given, keys) }
  },
  stateAbsence: (context, { no }) => stateAbsence(context, no),
  statusList: (context) => ({ lists: exportStatusLists(context) }),
  ...batchHandlers,
  ...lifeHandlers,
  compromises: (context) => ({ items: listCompromises(context) }),
  compromiseDrill,
  declareCompromise,
  ...deskHandlers,
}
