import { setImmediate as nextTurn } from 'node:timers/promises'
import type { SignOutcome } from '#contract/batches'
import type { StopReason } from '#contract/tokens'
import type { Context } from '#main/app/ports'
import { noteHand, openDirectorSigner, signedOrStopped, stillSigns, type Signer } from '#main/signing/index'
import { noteFailed, type BatchEnd, type FailedItem as StoredFailure } from '#db/permits/batch-repo'
import { dropDraft } from '#db/permits/draft-repo'
import { transact } from '#db/transact'
import { presentHand } from './acting-hand'
import { checkItem, type CheckedItem, type FailedItem, type ToSign } from './batch/check-item'
import { finishBatch } from './batch/close-batch'
import { openBatch, type OpenBatch } from './batch/open-batch'
import { alone, type Run } from './batch/runs'
import { storePermit } from './store-permit'
import { titlesIn } from './titles'

/** Chunks whose signatures are being made while one is stored: the pool never waits for the rules of the next. */
const chunksAhead = 3

export type SignReport = { outcomes: SignOutcome[]; batch: string | null }

/**
 * T17: signs a manifest of the list, then exactly the bytes of each digest. The key is opened once; a wrong passphrase signs
 * nothing. Each chunk is one commit, and nothing is called signed before it; the next chunks are signed on other threads
 * meanwhile. A chunk that cannot be stored, a token that cannot go on, a key that ended meanwhile, or the Director's word
 * (`permits.stopSigning`), ends the run: what was committed stays signed, the rest stays waiting.
 * @throws Fault SAMPLE_UNOPENED, BATCH_RUNNING, and of `signingFaults`, before any permit is signed.
 */
export const signPermits = (context: Context, items: readonly ToSign[], passphrase: string): Promise<SignReport> =>
  alone(context.db, async (run) => {
    const signer = openDirectorSigner(context, passphrase)
    try {
      signer.expect(items.length)
      const batch = openBatch(context, signer, items)
      if (!batch.manifest) return { outcomes: inOrder(items, batch.dropped), batch: null }
      run.no = batch.manifest.no
      const done = await signListed(context, signer, batch, run, items.length)
      return { outcomes: inOrder(items, [...batch.dropped, ...done]), batch: batch.manifest.no }
    } finally {
      signer.close()
    }
  })

type Named = NonNullable<OpenBatch['manifest']>
type Signed = { item: CheckedItem; jws: string; stop: null } | { item: CheckedItem; jws: null; stop: StopReason }

/** Signs and stores what the manifest lists, chunk by chunk, and writes how it ended. */
const signListed = async (context: Context, signer: Signer, { manifest, listed, dropped, keyEntry }: OpenBatch, run: Run, total: number): Promise<SignOutcome[]> => {
  const named = manifest!
  const { atOnce } = signer
  const chunks = Array.from({ length: Math.ceil(listed.length / atOnce) }, (_, i) => listed.slice(i * atOnce, (i + 1) * atOnce))
  const outcomes: SignOutcome[] = []
  const storing: Storing = { named, kid: signer.kid, keyEntry, failed: [] }
  const ahead: Promise<Signed[]>[] = []
  let begun = 0
  let ended: BatchEnd = 'done'
  const feedPool = (): void => {
    while (context.db.open && !run.stopping && ahead.length < chunksAhead && begun < chunks.length) ahead.push(signChunk(signer, named.digest, chunks[begun++]!))
  }
  try {
    for (feedPool(); ahead.length > 0; ) {
      const signed = await ahead.shift()!
      feedPool()
      if (!context.db.open) break
      // After the first that the token did not sign it was asked nothing more.
      const stop = signed.findIndex((one) => one.stop !== null)
      const done = storeChunk(context, storing, stop < 0 ? signed : signed.slice(0, stop + 1))
      outcomes.push(...done)
      report(context, { done: dropped.length + outcomes.length, total, batch: named.no, outcomes: done })
      if (done.some((o) => o.outcome === 'failed' && o.reason === 'storage')) ended = 'storage'
      else if (stop >= 0 || done.some((o) => o.outcome === 'failed' && o.reason === 'key_ended')) ended = 'token'
      else if (run.stopping && outcomes.length < listed.length) ended = 'stopped'
      if (ended !== 'done') break
      // The next signatures may long be there: whoever asks to stop, or how far it is, is heard between two chunks.
      await nextTurn()
    }
  } finally {
    // Signatures that will not be stored are thrown away; the key stays open until the last of them is made.
    await Promise.allSettled(ahead)
  }
  end(context, named.no, ended, storing.failed)
  return outcomes
}

/** A batch that cannot be ended, on a full disk or in an office just locked, counts as broken off: what is signed is told by its permits. */
const end = (context: Context, no: string, ended: BatchEnd, failed: readonly StoredFailure[]): void => {
  if (!context.db.open) return
  try {
    finishBatch(context, no, ended, failed)
  } catch (error) {
    if (!isStorage(error)) throw error
    context.log.write('error', 'permits.sign.end', { code: error.code })
  }
}

const report = ({ emit }: Context, progress: { done: number; total: number; batch: string; outcomes: readonly SignOutcome[] }): void => {
  emit('sign.progress', progress)
  for (const { dossierId, outcome } of progress.outcomes) if (outcome === 'signed') emit('dossier.changed', { dossierId })
}

/** Answers in the order of the questions; a dossier named twice is signed once. */
const inOrder = (items: readonly ToSign[], outcomes: readonly SignOutcome[]): SignOutcome[] => {
  const left = new Map(outcomes.map((outcome) => [outcome.dossierId, outcome]))
  const asked = new Set<string>()
  return items.map(({ dossierId }) => {
    if (asked.has(dossierId)) return { dossierId, outcome: 'failed', reason: 'not_ready' }
    asked.add(dossierId)
    return left.get(dossierId) ?? { dossierId, outcome: 'untouched' }
  })
}

/** Signed while a chunk before it is stored. Nothing here is written. */
const signChunk = (signer: Signer, bat: string, chunk: readonly CheckedItem[]): Promise<Signed[]> =>
  Promise.all(chunk.map(async (item) => ({ item, ...await signedOrStopped(signer.signBeside('permit+jws', item.draft.bytes, { bat })) })))

type Storing = { named: Named; kid: string; keyEntry: string | undefined; /** Grows by what this chunk fails. */ failed: StoredFailure[] }

/** Checks the key and each permit again, inside the transaction that stores them: what changed since the manifest was signed is not signed. */
const storeChunk = (context: Context, storing: Storing, signed: readonly Signed[]): SignOutcome[] => {
  const before = storing.failed.length
  try {
    return transact(context.db, (db) => {
      const titles = titlesIn(context)
      const today = context.clock.today()
      const keyEnded = !stillSigns(context, storing.kid)
      const outcomes = signed.map(({ item, ...made }): SignOutcome => {
        const { dossier: { id: dossierId }, draft: { digest, no } } = item
        const fail = (reason: FailedItem['reason']): FailedItem => {
          storing.failed.push({ no, reason })
          return { dossierId, outcome: 'failed', reason }
        }
        if (keyEnded) return fail('key_ended')
        if (made.stop) return fail(made.stop)
        const checked = checkItem(context, titles, today, { dossierId, digest })
        return 'reason' in checked ? fail(checked.reason) : store(context, storing, checked, made.jws)
      })
      if (storing.failed.length > before) noteFailed(db, storing.named.no, storing.failed)
      return outcomes
    })
  } catch (error) {
    if (!isStorage(error)) throw error
    context.log.write('error', 'permits.sign.storage', { code: error.code })
    storing.failed.splice(before, Infinity, ...signed.map(({ item }) => ({ no: item.draft.no, reason: 'storage' })))
    return signed.map(({ item }): FailedItem => ({ dossierId: item.dossier.id, outcome: 'failed', reason: 'storage' }))
  }
}

const isStorage = (error: unknown): error is Error & { code: string } =>
  error instanceof Error && 'code' in error && /^(SQLITE_(FULL|IOERR|BUSY|CORRUPT|READONLY)|ENOSPC)/.test(String(error.code))

const store = (context: Context, { named, kid, keyEntry }: Storing, { dossier, draft, payload, face }: CheckedItem, jws: string): SignOutcome => {
  const { bytes, digest, no } = draft
  storePermit(context, dossier, {
    payload, face, bytes, digest, jws, kid, keyEntry, bat: named.digest, batchEntry: named.entry, signedBy: context.actor.username,
    seen: draft.opened ? 'opened' : 'listed',
  })
  noteHand(context, presentHand(context), digest, 'permit')
  dropDraft(context.db, dossier.id)
  return { dossierId: dossier.id, outcome: 'signed', no }
}
