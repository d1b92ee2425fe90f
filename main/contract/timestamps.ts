import { z } from 'zod'
import { noInput, operation, shape } from './define'

/** What waits for a time from outside: a signed permit or confirmation, the manifest of a list, the ledger's newest seal. */
export const stampedKinds = ['permit', 'manifest', 'checkpoint'] as const
export type StampedKind = (typeof stampedKinds)[number]

/** Why an authority's answer did not become a timestamp. */
export const stampFaults = [
  'unreached', 'timeout', 'tls', 'http', 'content', 'too_large', 'malformed', 'rejected', 'nonce', 'imprint', 'policy', 'algorithm', 'signature',
  'untrusted', 'expired', 'purpose',
] as const
export type StampFault = (typeof stampFaults)[number]

/** A timestamp that was checked: RFC 3161 §2.4.2. */
export type TimestampFacts = {
  /** The authority's own time, UTC. */
  time: string
  /** Who says so: the subject of its certificate. */
  authority: string
  /** Hexadecimal. */
  serial: string
  policy: string
  accuracyMs: number | null
}
export type StoredTimestamp = TimestampFacts & { kind: StampedKind; ref: string; url: string; fetchedAt: string }

/** What is known of one authority from the last times it was asked. */
export type AuthorityState = {
  url: string
  lastOkAt: string | null
  failures: number
  lastFault: StampFault | null
  failedAt: string | null
  /** Not asked again by itself before. */
  nextAt: string | null
}

/** This machine's clock against the newest signed time. Positive: the machine is ahead. */
export type ClockCheck = { state: 'unknown' | 'good' | 'off' | 'wrong'; skewSeconds: number | null; measuredAt: string | null }

/** D14: when somebody outside last saw where the ledger stands. `none`: the office is not enrolled anywhere. */
export type Anchor = { state: 'none' | 'good' | 'late' | 'overdue'; at: string | null; days: number; limitDays: number }

export type TimestampStatus = {
  /** `late`: half of the grace has passed; `overdue`: nothing is signed any more. */
  state: 'off' | 'good' | 'late' | 'overdue'
  waiting: number
  /** The oldest signature without a timestamp; seals of the ledger do not count. */
  oldest: { kind: StampedKind; ref: string; since: string; hours: number } | null
  graceHours: number
  clock: ClockCheck
  anchor: Anchor
  authorities: AuthorityState[]
  stamped: number
  recent: StoredTimestamp[]
  running: boolean
}

const authorityUrl = z.string().trim().min(1, 'REQUIRED').max(300, 'TOO_LONG')
const settings = {
  on: z.boolean(),
  /** Asked in this order. */
  urls: z.array(authorityUrl).max(5, 'TOO_LONG'),
  /** Object identifier the authority must stamp under; empty: its own. */
  policy: z.string().trim().max(100, 'TOO_LONG').regex(/^([0-2](\.(0|[1-9]\d{0,14}))+)?$/, 'INVALID'),
  /** PEM: the only certificates that may vouch for an authority. */
  caPem: z.string().max(40_000, 'TOO_LONG'),
  /** After so many hours without a timestamp, signing stops. */
  graceHours: z.number().int().min(1, 'NUMBER_TOO_SMALL').max(720, 'NUMBER_TOO_LARGE'),
}
const settingsInput = z.object({ version: z.number().int(), ...settings })
export type TimestampSettings = z.infer<typeof settingsInput> & {
  /** Subjects of the pinned certificates. */
  pinned: { subject: string; validTo: string; sha256: string }[]
}

/** What one run did: how many got a time, how many wait on (seals of the ledger not counted), and which authority said what last. */
export type StampReport = { stamped: number; left: number; tries: { url: string; fault: StampFault | null }[] }
export type AuthorityTest = { url: string; fault: StampFault | null; facts: TimestampFacts | null; skewSeconds: number | null; seconds: number }

/** `none`: signed while timestamps were off. Each token is checked again at every reading, against the certificates pinned now. */
export type PermitTimestamps = {
  state: 'off' | 'none' | 'waiting' | 'stamped'
  /** Since when it waits. */
  since: string | null
  tokens: (StoredTimestamp & { fault: StampFault | null })[]
}

export const timestamps = {
  status: operation({ kind: 'read', access: ['director', 'system_manager', 'it', 'auditor'], input: noInput, output: shape<TimestampStatus>(), errors: [] }),
  settings: operation({ kind: 'read', access: ['system_manager', 'it', 'auditor'], input: noInput, output: shape<TimestampSettings>(), errors: [] }),
  saveSettings: operation({
    kind: 'write', access: ['system_manager', 'it'], input: settingsInput, output: shape<TimestampSettings>(),
    errors: ['TIMESTAMP_SETTINGS_REFUSED'],
  }),
  /** Asks now, whatever the last failures were. */
  run: operation({ kind: 'write', access: ['director', 'system_manager', 'it'], input: noInput, output: shape<StampReport>(), errors: ['TIMESTAMPS_OFF'] }),
  /** One request to each authority over random bytes; nothing is stored but the clock's reading. */
  test: operation({ kind: 'write', access: ['system_manager', 'it'], input: noInput, output: shape<{ results: AuthorityTest[] }>(), errors: ['TIMESTAMPS_OFF'] }),
  ofPermit: operation({
    kind: 'read', access: ['director', 'expert', 'clerk', 'inspector', 'system_manager', 'auditor'], input: z.object({ no: z.string().min(1).max(40) }),
    output: shape<PermitTimestamps>(), errors: [],
  }),
  /** `NUMBER.tsr`: the first answer of an authority for a permit, as it was received. */
  exportFile: operation({
    kind: 'write', access: ['director', 'expert', 'clerk'], input: z.object({ no: z.string().min(1).max(40) }),
    output: shape<{ fileName: string; base64: string }>(), errors: ['TIMESTAMP_ABSENT'],
  }),
} as const
