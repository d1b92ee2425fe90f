import type { PermitPayload, SignOutcome } from '#contract/permits'
import type { IsoDay } from '#contract/values/jalali'
import type { Context } from '#main/app/ports'
import { sha256 } from '#main/ledger/index'
import { noteHand, openDirectorSigner, type Signer } from '#main/signing/index'
import { findDossier, type DossierRow } from '#db/dossiers/dossier-repo'
import { lastDelivered } from '#db/permits/delivery-repo'
import { dropDraft, findDraft, type DraftRow } from '#db/permits/draft-repo'
import type { FaceRecord } from '#db/permits/permit-repo'
import { transact } from '#db/transact'
import { isOfHand, presentHand, refusalFor } from './acting-hand'
import { stillSays } from './build-payload'
import { basisOf } from './predecessor'
import { readyToSign } from './ready-to-sign'
import { storePermit } from './store-permit'
import { titlesIn, type Titles } from './titles'

export type ToSign = { dossierId: string; digest: string }

/** Documents in one transaction: 20 commits for a thousand, and a screen that waits for the twentieth of a second. */
const chunkSize = 50

/** Chunks whose signatures are being made while one is stored: the pool never waits for the rules of the next. */
const chunksAhead = 3

/**
 * T17: signs exactly the bytes of each digest. The key is opened once; a wrong passphrase signs nothing. Each chunk is
 * one commit, and nothing is called signed before it; the next chunks are signed in the thread pool meanwhile.
 * A chunk that cannot be stored ends the run: what was committed stays signed, the rest stays waiting.
 * @throws Fault KEY_ABSENT, PASSPHRASE_WRONG, PASSPHRASE_DELAYED.
 */
export const signPermits = async (context: Context, items: readonly ToSign[], passphrase: string): Promise<SignOutcome[]> => {
  const signer = openDirectorSigner(context, passphrase)
  const chunks = Array.from({ length: Math.ceil(items.length / chunkSize) }, (_, i) => items.slice(i * chunkSize, (i + 1) * chunkSize))
  const outcomes: SignOutcome[] = []
  const ahead: Promise<Signed[]>[] = []
  let begun = 0
  const feedPool = (): void => {
    while (context.db.open && ahead.length < chunksAhead && begun < chunks.length) ahead.push(signChunk(context, signer, chunks[begun++]!))
  }
  try {
    for (feedPool(); ahead.length > 0; ) {
      const signed = await ahead.shift()!
      feedPool()
      if (!context.db.open) break
      const done = storeChunk(context, signer.kid, signed)
      outcomes.push(...done)
      report(context, outcomes.length, items.length, done)
      if (done.some((o) => o.outcome === 'failed' && o.reason === 'storage')) break
    }
  } finally {
    // Signatures that will not be stored are thrown away; the key stays open until the last of them is made.
    await Promise.allSettled(ahead)
    signer.close()
  }
  return [...outcomes, ...items.slice(outcomes.length).map(({ dossierId }) => ({ dossierId, outcome: 'untouched' as const }))]
}

const report = ({ emit }: Context, done: number, total: number, outcomes: readonly SignOutcome[]): void => {
  emit('sign.progress', { done, total })
  for (const { dossierId, outcome } of outcomes) if (outcome === 'signed') emit('dossier.changed', { dossierId })
}

type Signed = ToSign & { jws: string | null }

/** Signs what may be signed now; the next chunks are signed so while one is stored. Nothing here is written. */
const signChunk = (context: Context, signer: Signer, chunk: readonly ToSign[]): Promise<Signed[]> => {
  const titles = titlesIn(context)
  const today = context.clock.today()
  return Promise.all(chunk.map(async (item) => {
    const checked = check(context, titles, today, item)
    return { ...item, jws: 'draft' in checked ? await signer.signBeside('permit+jws', checked.draft.bytes) : null }
  }))
}

/** Checks each again, inside the transaction that stores it: what changed since its signature was made is not signed. */
const storeChunk = (context: Context, kid: string, signed: readonly Signed[]): SignOutcome[] => {
  try {
    return transact(context.db, () => {
      const titles = titlesIn(context)
      const today = context.clock.today()
      const keyEntry = lastDelivered(context.db, 'Key', kid)
      return signed.map(({ jws, ...item }): SignOutcome => {
        const checked = check(context, titles, today, item)
        if ('reason' in checked) return checked
        return jws === null ? { dossierId: item.dossierId, outcome: 'failed', reason: 'changed' } : store(context, kid, keyEntry, { ...checked, jws })
      })
    })
  } catch (error) {
    if (!isStorage(error)) throw error
    context.log.write('error', 'permits.sign.storage', { code: error.code })
    return signed.map(({ dossierId }) => ({ dossierId, outcome: 'failed', reason: 'storage' }))
  }
}

const isStorage = (error: unknown): error is Error & { code: string } =>
  error instanceof Error && 'code' in error && /^(SQLITE_(FULL|IOERR|BUSY|CORRUPT|READONLY)|ENOSPC)/.test(String(error.code))

type Failed = Extract<SignOutcome, { outcome: 'failed' }>
type Checked = { dossier: DossierRow; draft: DraftRow; payload: PermitPayload; face: FaceRecord }

/** T17's guards, and that what would be signed is what was shown and still says what the dossier says. */
const check = (context: Context, titles: Titles, today: IsoDay, { dossierId, digest }: ToSign): Checked | Failed => {
  const { db, actor } = context
  const failed = (reason: Failed['reason']): Failed => ({ dossierId, outcome: 'failed', reason })
  const dossier = findDossier(db, dossierId)
  if (!dossier) return failed('not_ready')
  const readiness = readyToSign(db, dossier)
  if (!readiness.ready) return failed(readiness.reason)
  if (readiness.review.expert === actor.username) return failed('same_person')
  const refusal = refusalFor(context, dossier)
  if (refusal) return failed(refusal)
  const draft = findDraft(db, dossierId)
  if (!draft || draft.digest !== digest || draft.dossierVersion !== dossier.version || sha256(draft.bytes) !== digest) return failed('changed')
  if (draft.issueDay !== today) return failed('expired_view')
  const payload = JSON.parse(draft.bytes) as PermitPayload
  const face = JSON.parse(draft.face) as FaceRecord
  if (!isOfHand(context, payload)) return failed('changed')
  return stillSays(payload, face, dossier, titles.field(dossier.fieldCode ?? ''), basisOf(db, dossier)) ? { dossier, draft, payload, face } : failed('changed')
}

const store = (context: Context, kid: string, keyEntry: string | undefined, { dossier, draft, payload, face, jws }: Checked & { jws: string }): SignOutcome => {
  const { bytes, digest, no } = draft
  storePermit(context, dossier, {
    payload, face, bytes, digest, jws, kid, keyEntry, signedBy: context.actor.username, seen: draft.opened ? 'opened' : 'listed',
  })
  noteHand(context, presentHand(context), digest, 'permit')
  dropDraft(context.db, dossier.id)
  return { dossierId: dossier.id, outcome: 'signed', no }
}
