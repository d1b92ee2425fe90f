import { z } from 'zod'
import { noInput, operation, shape } from './define'

export type LedgerEntry = {
  seq: number
  opId: string
  at: string
  kind: string
  aggregateType: string
  aggregateId: string
  actor: string
  role: string
  hash: string
  prevHash: string
  /** Null where the reader's role may not see citizens' data. */
  payload: string | null
  delivery: { state: string; receipt: boolean; lastError: string | null } | null
}

export type LedgerCheck = {
  ok: boolean
  entries: number
  head: string
  /** First entry whose hash, predecessor or payload digest does not fit. */
  firstBad: number | null
}

export const ledger = {
  list: operation({
    kind: 'read', access: ['director', 'system_manager', 'it', 'auditor'],
    input: z.object({
      /** Entries below this sequence, newest first; null starts at the head. */
      before: z.number().int().nullable().default(null),
      kind: z.string().max(40).default(''),
      limit: z.number().int().min(1).max(200).default(100),
    }),
    output: shape<{ items: LedgerEntry[]; next: number | null; total: number }>(), errors: [],
  }),
  verify: operation({ kind: 'read', access: ['director', 'system_manager', 'it', 'auditor'], input: noInput, output: shape<LedgerCheck>(), errors: [] }),
  /** JSON lines, one entry a line, for a verifier that has never seen this program (docs/formats/ledger.md). */
  export: operation({
    kind: 'write', access: ['director', 'system_manager'], input: noInput, output: shape<{ fileName: string; content: string }>(), errors: [],
  }),
}
