import { contract, type InputOf, type OutputOf } from '#contract'
import type { Fault } from '#main/app/fault'
import type { Context } from '#main/app/ports'
import type { Writer } from '#db/handle'
import { createDb, freshHome } from '#db/testing/memory-db'
import { catalogueHandlers } from '../catalogue-handlers'
import { seedSampleCatalogues } from '../seed-sample'

type Verb = keyof typeof contract.catalogues
type NameOf<V extends Verb> = `catalogues.${V}`

export type Desk = {
  db: Writer
  context: Context
  /** Parses like the door and runs the slice's own handler. */
  ask: <V extends Verb>(verb: V, input: InputOf<NameOf<V>>) => OutputOf<NameOf<V>>
  /** The payloads of one kind of ledger entry, oldest first. */
  logged: (kind: string) => Record<string, unknown>[]
}

/** The system manager's desk in an office with the shipped tables: a real encrypted file. Tests never share one. */
export const createDesk = (today = '2026-11-21'): Desk => {
  const db = createDb()
  const context: Context = {
    db, home: freshHome(), office: { name: 'اداره‌کل خوزستان', unit: '0600', training: false }, actor: { username: 'manager', displayName: 'م', role: 'system_manager' },
    clock: { now: () => new Date(`${today}T06:00:00Z`), today: () => today }, vault: { openUserKey: () => Buffer.alloc(0) },
    emit: () => undefined, log: { write: () => undefined },
  }
  seedSampleCatalogues(context)
  const ask = <V extends Verb>(verb: V, input: InputOf<NameOf<V>>): OutputOf<NameOf<V>> => {
    const handler = catalogueHandlers[verb] as (context: Context, parsed: unknown) => unknown
    // The contract pairs a verb's schema with its handler; TypeScript can't follow the pair through one variable.
    return handler(context, contract.catalogues[verb].input.parse(input)) as OutputOf<NameOf<V>>
  }
  const logged = (kind: string): Record<string, unknown>[] =>
    db.prepare<[string], string>('SELECT payload FROM ledger_entries WHERE kind = ? ORDER BY seq').pluck().all(kind).map((payload) => JSON.parse(payload) as Record<string, unknown>)
  return { db, context, ask, logged }
}

/** What an act is refused with. */
export const refusal = (act: () => unknown): { code: string; fields: readonly unknown[] } => {
  try {
    act()
  } catch (error) {
    const { code, fields } = error as Fault
    return { code, fields }
  }
  return { code: 'none', fields: [] }
}

export const base64 = (text: string | Uint8Array): string => Buffer.from(text).toString('base64')
