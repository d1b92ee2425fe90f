import { z } from 'zod'
import { noInput, operation, shape } from './define'
import { stopReasons } from './tokens'
import { digest, plain, uuid } from './values/fields'
import type { SampleRule } from './verify/manifest'

/** What the core knows of one Director's look at the bytes of one permit: opened alone, on screen, read to its end. */
export type ReviewRecord = { opened: boolean; seconds: number; toEnd: boolean }

export const signFailures = [
  'changed', 'not_ready', 'refusal_proposed', 'agency_signature_missing', 'same_person', 'expired_view', 'storage',
  // The key was declared stolen or replaced while the list was being signed.
  'key_ended',
  // Why an acting director may not sign it.
  'delegation_absent', 'delegation_dates', 'delegation_revoked', 'delegation_scope', 'delegation_full',
  ...stopReasons,
] as const
export type SignFailure = (typeof signFailures)[number]
export type SignOutcome =
  | { dossierId: string; outcome: 'signed'; no: string }
  | { dossierId: string; outcome: 'failed'; reason: SignFailure }
  | { dossierId: string; outcome: 'untouched' }

/** The draw over a list: who knows its seed and the digests makes the same pick (docs/formats/manifest.md). */
export type Draw = {
  /** SHA-256 of the list that was drawn over; a part of it keeps the draw. */
  list: string
  seed: string
  rule: SampleRule
  /** Dossiers that must be opened before this list can be signed. */
  picked: string[]
}

/** `token`: its key could not go on, because of its token or because it ended meanwhile. `broken_off`: the program ended in the middle; what was signed until then is signed. */
export type BatchState = 'running' | 'done' | 'stopped' | 'storage' | 'token' | 'broken_off'
export type BatchSummary = {
  no: string
  by: string
  signedAt: string
  endedAt: string | null
  state: BatchState
  /** False only of a batch that broke off and whose Director was not told yet. */
  told: boolean
  total: number
  signed: number
  failed: number
  untouched: number
}
export type BatchItem = {
  no: string
  digest: string
  dossierId: string | null
  name: string
  how: 'opened' | 'relied'
  seconds: number
  toEnd: boolean
  validatedBy: string
  picked: boolean
  outcome: SignOutcome['outcome']
  reason: SignFailure | null
}
export type BatchDetail = BatchSummary & {
  /** SHA-256 of the manifest's payload: what each permit of it names. */
  digest: string
  kid: string
  seed: string
  rule: SampleRule
  items: BatchItem[]
  /** Given to be signed, but changed before the manifest was made: never part of it. */
  dropped: { dossierId: string; name: string; reason: SignFailure }[]
  /** Signature, pick and digest checked again at this reading. */
  sound: boolean
}

/** What a manifest says of one permit; `unusable` when the file given is no manifest with a good signature. */
export type ManifestAnswer = { outcome: 'listed' | 'not_named' | 'other' | 'not_listed'; no: string; at: string } | { outcome: 'unusable'; reason: string }

const no = plain(40)

export const batchOperations = {
  /**
   * Adds to the honest review record of bytes that `permits.open` showed. More seconds than passed since the last note are
   * not believed; what was seen is never taken back. Nothing is sent anywhere: it enters the signed manifest.
   */
  noteReview: operation({
    kind: 'write', access: ['director'],
    input: z.object({ dossierId: uuid, digest, seconds: z.number().int().min(0).max(86_400).default(0), toEnd: z.boolean().default(false) }),
    output: shape<{ review: ReviewRecord }>(), errors: ['REVIEW_ABSENT'],
  }),
  /** Ends the running signature after the permits in hand; the rest stays as it is. */
  stopSigning: operation({ kind: 'write', access: ['director'], input: noInput, output: shape<{ stopping: boolean }>(), errors: [] }),
  /** What became of the last list this Director signed; also after the program was killed in the middle of it. */
  lastBatch: operation({ kind: 'read', access: ['director'], input: noInput, output: shape<{ batch: BatchSummary | null }>(), errors: [] }),
  batches: operation({
    kind: 'read', access: ['director', 'system_manager', 'auditor'],
    input: z.object({ after: z.string().max(20).nullable().default(null), limit: z.number().int().min(1).max(100).default(50) }),
    output: shape<{ items: BatchSummary[]; next: string | null }>(), errors: [],
  }),
  readBatch: operation({ kind: 'read', access: ['director', 'system_manager', 'auditor'], input: z.object({ no }), output: shape<BatchDetail>(), errors: [] }),
  /** The Director has read what became of a batch that broke off; the ledger says so from now on. */
  closeBatch: operation({ kind: 'write', access: ['director'], input: z.object({ no }), output: shape<BatchSummary>(), errors: ['BATCH_STATE'] }),
  /** The signed manifest as the file that others check: `NUMBER.jws`, one line. */
  exportManifest: operation({
    kind: 'write', access: ['director', 'system_manager'], input: z.object({ no }), output: shape<{ fileName: string; content: string }>(), errors: [],
  }),
} as const
