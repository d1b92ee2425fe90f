import { setImmediate as breathe } from 'node:timers/promises'
import type { PermitPayload, SignOutcome } from '#contract/permits'
import type { Context } from '#main/app/ports'
import { sha256 } from '#main/ledger/index'
import { openDirectorSigner, type Signer } from '#main/signing/index'
import { findDossier } from '#db/dossiers/dossier-repo'
import { dropDraft, findDraft } from '#db/permits/draft-repo'
import type { FaceRecord } from '#db/permits/permit-repo'
import { transact } from '#db/transact'
import { stillSays } from './build-payload'
import { titlesIn, type Titles } from './freeze-permit'
import { readyToSign } from './ready-to-sign'
import { storePermit } from './store-permit'

export type ToSign = { dossierId: string; digest: string }

/** Documents in one transaction: 40 commits for a thousand, and at most 24 signatures to make again after a crash. */
const chunkSize = 25

/**
 * T17: signs exactly the bytes of each digest. The key is opened once; a wrong passphrase signs nothing. Each chunk is
 * one commit, and nothing is called signed before it. A chunk that cannot be stored ends the run: what was committed
 * stays signed, the rest stays waiting.
 * @throws Fault KEY_ABSENT, PASSPHRASE_WRONG, PASSPHRASE_DELAYED.
 */
export const signPermits = async (context: Context, items: readonly ToSign[], passphrase: string): Promise<SignOutcome[]> => {
  const signer = openDirectorSigner(context, passphrase)
  const outcomes: SignOutcome[] = []
  try {
    for (let from = 0; from < items.length; from += chunkSize) {
      if (from > 0) await breathe()
      const chunk = items.slice(from, from + chunkSize)
      const done = context.db.open ? signChunk(context, signer, chunk) : null
      if (!done) break
      outcomes.push(...done)
      report(context, outcomes.length, items.length, done)
      if (done.some((o) => o.outcome === 'failed' && o.reason === 'storage')) break
    }
  } finally {
    signer.close()
  }
  return [...outcomes, ...items.slice(outcomes.length).map(({ dossierId }) => ({ dossierId, outcome: 'untouched' as const }))]
}

const report = ({ emit }: Context, done: number, total: number, outcomes: readonly SignOutcome[]): void => {
  emit('sign.progress', { done, total })
  for (const { dossierId, outcome } of outcomes) if (outcome === 'signed') emit('dossier.changed', { dossierId })
}

const signChunk = (context: Context, signer: Signer, chunk: readonly ToSign[]): SignOutcome[] => {
  try {
    const titles = titlesIn(context)
    return transact(context.db, () => chunk.map((item) => signOne(context, signer, titles, item)))
  } catch (error) {
    if (!isStorage(error)) throw error
    context.log.write('error', 'permits.sign.storage', { code: error.code })
    return chunk.map(({ dossierId }) => ({ dossierId, outcome: 'failed', reason: 'storage' }))
  }
}

const isStorage = (error: unknown): error is Error & { code: string } =>
  error instanceof Error && 'code' in error && /^(SQLITE_(FULL|IOERR|BUSY|CORRUPT|READONLY)|ENOSPC)/.test(String(error.code))

const signOne = (context: Context, signer: Signer, titles: Titles, { dossierId, digest }: ToSign): SignOutcome => {
  const { db, clock, actor } = context
  const failed = (reason: Extract<SignOutcome, { outcome: 'failed' }>['reason']): SignOutcome => ({ dossierId, outcome: 'failed', reason })
  const dossier = findDossier(db, dossierId)
  if (!dossier) return failed('not_ready')
  const readiness = readyToSign(db, dossier)
  if (!readiness.ready) return failed(readiness.reason)
  if (readiness.review.expert === actor.username) return failed('same_person')
  const draft = findDraft(db, dossierId)
  if (!draft || draft.digest !== digest || draft.dossierVersion !== dossier.version || sha256(draft.bytes) !== digest) return failed('changed')
  if (draft.issueDay !== clock.today()) return failed('expired_view')
  if (!stillSays(draft.bytes, draft.face, dossier, titles.field(dossier.fieldCode ?? ''))) return failed('changed')
  const jws = signer.sign('permit+jws', draft.bytes)
  storePermit(context, dossier, {
    payload: JSON.parse(draft.bytes) as PermitPayload, face: JSON.parse(draft.face) as FaceRecord, bytes: draft.bytes, digest, jws,
    kid: signer.kid, signedBy: actor.username, seen: draft.opened ? 'opened' : 'listed',
  })
  dropDraft(db, dossierId)
  return { dossierId, outcome: 'signed', no: draft.no }
}
