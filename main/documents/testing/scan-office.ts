import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { contract, type InputOf, type OutputOf } from '#contract'
import type { Role } from '#contract/define'
import type { DossierState } from '#contract/dossiers'
import type { Context } from '#main/app/ports'
import { setDossierState, findDossier, markFiled } from '#db/dossiers/dossier-repo'
import { listEntries } from '#db/ledger/ledger-repo'
import { insertDraft, insertPlaces } from '#db/testing/dossier-rows'
import { createDb } from '#db/testing/memory-db'
import type { Writer } from '#db/handle'
import { documentHandlers } from '../index'

type Verb = keyof typeof contract.documents
type NameOf<V extends Verb> = `documents.${V}`

export type ScanOffice = {
  db: Writer
  home: string
  as: (role: Role, username?: string) => Context
  setToday: (day: string) => void
  /** Parses like the door and runs the slice's own handler. */
  ask: <V extends Verb>(verb: V, input: InputOf<NameOf<V>>, role?: Role, username?: string) => OutputOf<NameOf<V>>
  /** A draft of another person each. */
  draft: (n: number) => string
  move: (dossierId: string, state: DossierState) => void
  /** Kinds of the ledger's entries, oldest first. */
  kinds: () => string[]
  /** What the newest entry of a kind says. */
  payload: (kind: string) => Record<string, unknown>
  emitted: unknown[]
}

/** An office with a few drafts in a real encrypted file and a real folder for scans. Tests never share one. */
export const createScanOffice = (): ScanOffice => {
  const db = createDb()
  const home = mkdtempSync(join(tmpdir(), 'mohr-scans-'))
  let today = '2026-11-21'
  const emitted: unknown[] = []
  const as = (role: Role, username: string = role): Context => ({
    db, home, office: { name: 'اداره‌کل خوزستان', unit: '0600', training: true }, actor: { username, displayName: username, role },
    clock: { now: () => new Date(`${today}T06:00:00Z`), today: () => today },
    vault: { openUserKey: () => { throw new Error('no key is needed here') } },
    emit: (_event, payload) => void emitted.push(payload), log: { write: () => undefined },
  })
  insertPlaces(db)
  const ask = <V extends Verb>(verb: V, input: InputOf<NameOf<V>>, role: Role = 'clerk', username?: string): OutputOf<NameOf<V>> => {
    const handler = documentHandlers[verb] as (context: Context, parsed: unknown) => unknown
    // The contract pairs a verb's schema with its handler; TypeScript can't follow the pair through one variable.
    return handler(as(role, username), contract.documents[verb].input.parse(input)) as OutputOf<NameOf<V>>
  }
  return {
    db, home, as, ask, emitted, setToday: (day) => { today = day },
    draft: (n) => insertDraft(db, n),
    move: (id, state) => {
      if (findDossier(db, id)!.state === 'draft') markFiled(db, id, findDossier(db, id)!.version, { agencyCode: 'industry', filedOn: today, declarationVersion: 1 })
      setDossierState(db, id, findDossier(db, id)!.version, { state })
    },
    kinds: () => db.prepare<[], string>('SELECT kind FROM ledger_entries ORDER BY seq').pluck().all(),
    payload: (kind) => JSON.parse(listEntries(db, null, kind, 1)[0]!.payload) as Record<string, unknown>,
  }
}
