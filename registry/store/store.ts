import type { Change } from '#contract/wire/changes'
import type { LedgerHeadWire } from '#contract/wire/handshake'
import type { ItemStatus, WireOperation } from '#contract/wire/operation'
import type { Receipt } from '#contract/wire/receipt'

/** SQLite answers at once, a server database with a promise; callers `await` either. */
export type Eventually<T> = T | Promise<T>

export type Identity = { registryId: string; epoch: string; training: boolean; privatePem: string; publicPem: string }
export type Device = { deviceId: string; publicPem: string; incarnation: string; unit: string; streams: string[]; head: LedgerHeadWire | null }
export type Stored = { serverSeq: number; deviceId: string; unit: string; version: number; operation: WireOperation; receipt: Receipt }
export type Aggregate = { unit: string; version: number; opId: string; deviceId: string; deviceSeq: number }

/** What a judgement may know of the store; read inside the transaction that will hold the effect. */
export type Facts = {
  stored(opId: string): Stored | undefined
  aggregate(type: string, id: string): Aggregate | undefined
  /** Operation that already used this device sequence. */
  holderOf(deviceId: string, deviceSeq: number): string | undefined
  signerKey(kid: string): { publicPem: string; unit: string } | undefined
  unitHasKeys(unit: string): boolean
  /** How many documents that name this delegation were taken. */
  signedUnder(delegation: string): number
}

export type Verdict = { status: 'accept'; version: number; operation: WireOperation } | Exclude<ItemStatus, { status: 'accepted' }>
export type Judge = (item: unknown, facts: Facts, unsettled: ReadonlyMap<string, string>) => Verdict
export type SignReceipt = (content: Omit<Receipt, 'signature'>) => Receipt

export type NewChange = { stream: string; unit: string | null; op: Change['op']; type: string; id: string; body: unknown }
/** Outcome of the next `times` messages (to this mobile, or to any): `none` is an operator that never reports. */
export type PlannedMessage = { mobile?: string | undefined; times: number; outcome: 'delivered' | 'failed' | 'unreachable' | 'none'; reason: string }
type Page<T> = { items: T[]; hasMore: boolean }

/**
 * What the server asks of its database. Every method is one transaction. `takeBatch` writes effect, dedupe row and
 * receipt of a whole batch together, so a killed server has all of it or nothing.
 */
export type Store = {
  identity(): Eventually<Identity>
  rollEpoch(): Eventually<Identity>
  addEnrolCode(codeHash: string, unit: string): Eventually<void>
  /** Uses up the code. Undefined when there is no such unused code. */
  enrol(codeHash: string, device: Omit<Device, 'unit' | 'streams' | 'head'>): Eventually<Device | undefined>
  findDevice(deviceId: string): Eventually<Device | undefined>
  saveHead(deviceId: string, head: LedgerHeadWire): Eventually<void>
  highWater(deviceId: string): Eventually<{ deviceSeq: number; serverSeq: number }>
  takeBatch(device: Device, items: readonly unknown[], judge: Judge, sign: SignReceipt, at: string): Eventually<ItemStatus[]>
  lookup(unit: string, opIds: readonly string[]): Eventually<Map<string, Stored>>
  operationsOf(deviceId: string, after: number, limit: number): Eventually<Page<Stored>>
  publish(change: NewChange): Eventually<Change>
  changes(unit: string, stream: string, after: number, limit: number): Eventually<Page<Change>>
  /** Unit that delivered a dossier with this tracking code; the only enrolled unit when nobody did yet. */
  unitOf(trackingCode: string): Eventually<string | undefined>
  counts(): Eventually<{ devices: number; operations: number; changes: number }>
  /** What becomes of messages from now on, instead of being delivered. */
  planMessages(plan: readonly PlannedMessage[]): Eventually<void>
  /** A consistent copy of the whole store, for restore drills. */
  copyTo(file: string): Eventually<void>
  close(): Eventually<void>
}
