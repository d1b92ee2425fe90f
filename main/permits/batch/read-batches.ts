import { signFailures, type BatchDetail, type BatchItem, type BatchSummary, type SignFailure } from '#contract/batches'
import { Fault } from '#main/app/fault'
import type { Context } from '#main/app/ports'
import { dossierOfDraft, findBatch, listBatches, newestBatch, signedOf, type BatchRow } from '#db/permits/batch-repo'
import { findDossier } from '#db/dossiers/dossier-repo'
import { officeKeys } from '#main/signing/index'
import type { Reader } from '#db/handle'
import { printedName } from '../build-payload'
import { runOf } from './runs'
import { payloadOf, verifyManifestText } from './verify-manifest'

/** Nothing but rows tells what was signed: a permit that names this manifest is, whatever happened to the program. */
export const summaryOf = ({ db }: Context, batch: BatchRow): BatchSummary => {
  const signed = signedOf(db, payloadOf(batch.jws).items.map(({ d }) => d), batch.digest).length
  const failed = batch.failed.length
  const state = batch.ended ?? (runOf(db)?.no === batch.no ? 'running' : 'broken_off')
  return {
    no: batch.no, by: batch.byUser, signedAt: batch.signedAt, endedAt: batch.endedAt, state, told: batch.ended !== null || state === 'running',
    total: batch.items, signed, failed, untouched: batch.items - signed - failed,
  }
}

/** The last list that the signed-in Director signed. */
export const lastBatch = (context: Context): { batch: BatchSummary | null } => {
  const batch = newestBatch(context.db, context.actor.username)
  return { batch: batch ? summaryOf(context, batch) : null }
}

/** Newest first. */
export const batchesFrom = (context: Context, { after, limit }: { after: string | null; limit: number }): { items: BatchSummary[]; next: string | null } => {
  const rows = listBatches(context.db, after === null ? Number.MAX_SAFE_INTEGER : Number.parseInt(after, 10) || 0, limit)
  return { items: rows.map((row) => summaryOf(context, row)), next: rows.length === limit ? String(rows.at(-1)!.seq) : null }
}

/**
 * A batch with every permit of its manifest and what became of each; the manifest is verified anew.
 * @throws Fault NOT_FOUND.
 */
export const readBatch = (context: Context, { no }: { no: string }): BatchDetail => {
  const { db } = context
  const batch = findBatch(db, no)
  if (!batch) throw new Fault('NOT_FOUND')
  const { items, sample } = payloadOf(batch.jws)
  const check = verifyManifestText(batch.jws, officeKeys(db))
  const signed = new Map(signedOf(db, items.map(({ d }) => d), batch.digest).map((permit) => [permit.digest, permit]))
  const failed = new Map(batch.failed.map(({ no: permit, reason }) => [permit, reason]))
  const picked = new Set(sample.picked)
  return {
    ...summaryOf(context, batch), digest: batch.digest, kid: batch.kid, seed: sample.seed,
    rule: { from: sample.from, least: sample.least, percent: sample.percent, most: sample.most },
    items: items.map((item): BatchItem => {
      const permit = signed.get(item.d)
      const dossierId = permit?.dossierId ?? dossierOfDraft(db, item.no) ?? null
      const reason = failed.get(item.no)
      return {
        no: item.no, digest: item.d, dossierId, name: permit?.name ?? nameOf(db, dossierId), how: item.how, validatedBy: item.val, picked: picked.has(item.no),
        seconds: item.how === 'opened' ? item.sec : 0, toEnd: item.how === 'opened' && item.end,
        outcome: permit ? 'signed' : reason === undefined ? 'untouched' : 'failed', reason: permit || reason === undefined ? null : toFailure(reason),
      }
    }),
    dropped: batch.dropped.map(({ dossierId, reason }) => ({ dossierId, name: nameOf(db, dossierId), reason: toFailure(reason) })),
    sound: check.ok && check.digest === batch.digest,
  }
}

const nameOf = (db: Reader, dossierId: string | null): string => {
  const dossier = dossierId === null ? undefined : findDossier(db, dossierId)
  return dossier ? printedName(dossier) : ''
}

/** Stored reasons are ours; what a later program may have written counts as a change. */
const toFailure = (reason: string): SignFailure => signFailures.find((known) => known === reason) ?? 'changed'
