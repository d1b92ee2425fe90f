import { z } from 'zod'
import { noInput, operation, shape } from './define'
import { uuid } from './values/fields'

export const deliveryStates = ['queued', 'in_flight', 'acknowledged', 'settled', 'conflict', 'rejected', 'deferred'] as const
export type DeliveryState = (typeof deliveryStates)[number]

/**
 * How a run ended, and what the process of a nightly run returns.
 * 0 all delivered · 10 delivered, but items wait for a person · 20 no network, nothing sent · 21 partial, will resume ·
 * 30 key or enrolment · 31 TLS or CA · 40 upgrade needed · 50 local database · 60 the two sides disagree · 75 another run.
 */
export type ExitCode = 0 | 10 | 20 | 21 | 30 | 31 | 40 | 50 | 60 | 75

/** Something a person should know of; `code` is stable and worded by the screen. */
export type SyncProblem = { code: string; opId: string | null; detail: string | null }

export type SyncReport = {
  exitCode: ExitCode
  startedAt: string
  pushed: number
  accepted: number
  duplicates: number
  conflicts: number
  rejected: number
  deferred: number
  /** Changes applied, and those kept for a later version or a missing dossier. */
  pulled: number
  unapplied: number
  /** Receipts compared with the ledger's own bytes: these operations are settled. */
  receipts: number
  /** Not delivered when the run ended, for whatever reason. */
  remaining: number
  requests: number
  bytesSent: number
  bytesReceived: number
  seconds: number
  problems: SyncProblem[]
}

export type RegistryStatus = {
  enrolled: { url: string; registryId: string; deviceId: string; unit: string; training: boolean; enrolledAt: string } | null
  running: boolean
  counts: Record<DeliveryState, number>
  /** Changes kept because nobody here understands them yet. */
  unapplied: number
  oldest: { opId: string; kind: string; at: string } | null
  lastRun: SyncReport | null
}

export type DeliveryItem = {
  seq: number
  opId: string
  kind: string
  aggregateType: string
  aggregateId: string
  at: string
  state: DeliveryState
  tries: number
  nextAt: string | null
  serverSeq: number | null
  receivedAt: string | null
  error: { code: string; missing: string[]; current: { opId: string; kind: string; version: number } | null } | null
}

export const registry = {
  status: operation({ kind: 'read', access: 'signed_in', input: noInput, output: shape<RegistryStatus>(), errors: [] }),
  /**
   * Makes this device's key, gives its public half to the registry against a one-time code and pins the registry's.
   * Enrolling again makes a new device: the way back after a restored or copied office.
   */
  enrol: operation({
    kind: 'write', access: ['system_manager', 'it'],
    input: z.object({
      url: z.string().trim().max(300),
      code: z.string().trim().min(8, 'REQUIRED').max(64, 'TOO_LONG'),
      /** The national CA, pinned: PEM. Required for https, refused for http (loopback only). */
      caPem: z.string().max(20_000).nullable().default(null),
    }),
    output: shape<{ deviceId: string; registryId: string; unit: string; training: boolean }>(),
    errors: [
      'REGISTRY_URL_REFUSED', 'REGISTRY_CA_REFUSED', 'REGISTRY_UNREACHABLE', 'REGISTRY_TLS_FAILED', 'REGISTRY_ANSWER_INVALID',
      'ENROL_CODE_REFUSED', 'SYNC_RUNNING',
    ],
  }),
  /** One run: handshake, pull, push, receipts. Emits sync.progress and sync.finished; the report tells everything else. */
  sync: operation({
    kind: 'write', access: ['system_manager', 'it'], input: noInput, output: shape<SyncReport>(), errors: ['DEVICE_NOT_ENROLLED'],
  }),
  /** Deliveries, newest first. */
  operations: operation({
    kind: 'read', access: ['director', 'expert', 'system_manager', 'it', 'auditor'],
    input: z.object({
      state: z.enum(deliveryStates).nullable().default(null),
      aggregateId: uuid.nullable().default(null),
      /** `next` of the page before. */
      after: z.number().int().nullable().default(null),
      limit: z.number().int().min(1).max(200).default(50),
    }),
    output: shape<{ items: DeliveryItem[]; next: number | null }>(), errors: [],
  }),
}
