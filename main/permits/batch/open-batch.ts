import { manifestPayload, sampleSize, type ManifestItem, type ManifestPayload } from '#contract/verify/manifest'
import { Fault } from '#main/app/fault'
import type { Context } from '#main/app/ports'
import { allotNumber, appendEntry, canonicalText, sha256 } from '#main/ledger/index'
import { handMembers, type Signer } from '#main/signing/index'
import { insertBatch, openedOf, type ListRow } from '#db/permits/batch-repo'
import { lastDelivered } from '#db/permits/delivery-repo'
import { transact } from '#db/transact'
import { presentHand } from '../acting-hand'
import { titlesIn } from '../titles'
import { checkItem, type CheckedItem, type FailedItem, type ToSign } from './check-item'
import { drawList, drawOver, picksOf, sampleRule } from './draw-sample'

export type OpenBatch = {
  /** Number and digest of the manifest; null when nothing of the list was left to sign. */
  manifest: { no: string; digest: string; entry: string } | null
  /** What the manifest lists, in the Director's order. */
  listed: readonly CheckedItem[]
  /** What fell out before it, by dossier. */
  dropped: readonly FailedItem[]
  keyEntry: string | undefined
}

/**
 * Signs the manifest of a list: what still is what was shown, who examined it, and how the Director looked at it. It is in
 * the ledger before the first permit is signed.
 * @throws Fault SAMPLE_UNOPENED {missing} when a permit that the draw picked was not opened: nothing is signed then.
 */
export const openBatch = (context: Context, signer: Signer, items: readonly ToSign[]): OpenBatch =>
  transact(context.db, (db) => {
    const { listed, dropped } = sorted(context, items)
    const keyEntry = lastDelivered(db, 'Key', signer.kid)
    if (listed.length === 0) {
      noteRefusedList(context, dropped)
      return { manifest: null, listed, dropped, keyEntry }
    }
    const digests = listed.map(({ draft }) => draft.digest)
    const seen = openedOf(db, digests, context.actor.username)
    const list = drawnList(context, digests, seen)
    const payload = payloadOf(context, listed, list, seen)
    const text = canonicalText(manifestPayload.parse(payload))
    const jws = signer.sign('batch+jws', text)
    const digest = sha256(text)
    const { no } = payload
    insertBatch(db, {
      no, listSeq: list.seq, byUser: context.actor.username, kid: signer.kid, digest, jws, items: listed.length, signedAt: context.clock.now().toISOString(),
      dropped: dropped.map(({ dossierId, reason }) => ({ dossierId, reason })),
    })
    const entry = appendEntry(context, {
      kind: 'batch.sign', aggregate: { type: 'Batch', id: no }, baseVersion: 0, dependsOn: keyEntry === undefined ? [] : [keyEntry],
      payload: { no, jws, digest, ...(dropped.length > 0 ? { dropped: droppedMembers(dropped) } : {}) },
    })
    return { manifest: { no, digest, entry }, listed, dropped, keyEntry }
  })

/** A list of which nothing was left is no manifest's: what was pressed, and why nothing came of it, stands by itself. */
const noteRefusedList = (context: Context, dropped: readonly FailedItem[]): void => {
  appendEntry(context, { kind: 'batch.refuse', aggregate: { type: 'Batch', id: 'refused' }, baseVersion: 0, payload: { dropped: droppedMembers(dropped) } })
}

const droppedMembers = (dropped: readonly FailedItem[]): { dossier_id: string; reason: string }[] => dropped.map(({ dossierId, reason }) => ({ dossier_id: dossierId, reason }))

/** What may be signed now, each dossier once; the rest with its reason. */
const sorted = (context: Context, items: readonly ToSign[]): { listed: CheckedItem[]; dropped: FailedItem[] } => {
  const titles = titlesIn(context)
  const today = context.clock.today()
  const listed = new Map<string, CheckedItem>()
  const dropped: FailedItem[] = []
  for (const item of items) {
    if (listed.has(item.dossierId)) continue
    const checked = checkItem(context, titles, today, item)
    if ('reason' in checked) dropped.push(checked)
    else listed.set(item.dossierId, checked)
  }
  return { listed: [...listed.values()], dropped }
}

/**
 * The draw this list goes by. A list that is sampled was drawn over when it was frozen and shown: drawing now would let
 * somebody try until the pick suits.
 */
const drawnList = (context: Context, digests: readonly string[], seen: ReadonlyMap<string, unknown>): ListRow => {
  const rule = sampleRule(context.db)
  const size = sampleSize(digests.length, rule)
  if (size === 0) return drawList(context, digests)
  const list = drawOver(context, digests)
  if (!list) throw new Fault('SAMPLE_UNOPENED', { missing: size })
  const missing = picksOf(digests.map((digest) => ({ digest })), list.seed, rule).filter(({ digest }) => !seen.has(digest)).length
  if (missing > 0) throw new Fault('SAMPLE_UNOPENED', { missing })
  return list
}

type Seen = ReadonlyMap<string, { seconds: number; toEnd: boolean }>

const payloadOf = (context: Context, listed: readonly CheckedItem[], list: ListRow, seen: Seen): ManifestPayload => {
  const { db, clock, office } = context
  const rule = sampleRule(db)
  const hand = handMembers(presentHand(context))
  const items = listed.map(({ draft, validator }): ManifestItem => {
    const look = seen.get(draft.digest)
    const what = { no: draft.no, d: draft.digest, val: validator }
    return look ? { ...what, how: 'opened', sec: look.seconds, end: look.toEnd } : { ...what, how: 'relied' }
  })
  return {
    v: 1, k: 'batch', no: allotNumber(db, 'B', office.unit, clock.today()), iss: office.unit, at: `${clock.now().toISOString().slice(0, 19)}Z`, items,
    sample: { seed: list.seed, list: list.digest, picked: picksOf(listed.map(({ draft }) => draft), list.seed, rule).map(({ no }) => no), ...rule },
    ...('del' in hand ? { del: hand.del } : {}), ...(office.training ? { test: true as const } : {}),
  }
}
