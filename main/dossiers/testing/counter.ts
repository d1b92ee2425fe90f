import { contract, type EventName, type InputOf, type OutputOf } from '#contract'
import type { Role } from '#contract/define'
import type { Context } from '#main/app/ports'
import { seedSampleCatalogues } from '#main/catalogues/index'
import { appendEntry } from '#main/ledger/index'
import { findDossier, setDossierState, type DossierRow } from '#db/dossiers/dossier-repo'
import type { Writer } from '#db/handle'
import { createDb, freshHome } from '#db/testing/memory-db'
import { transact } from '#db/transact'
import { dossierHandlers } from '../dossier-handlers'

type Verb = keyof typeof contract.dossiers
type NameOf<V extends Verb> = `dossiers.${V}`

export type Counter = {
  db: Writer
  context: Context
  /** Moves "today". */
  setToday: (day: string) => void
  as: (role: Role) => Context
  emitted: { event: EventName; payload: unknown }[]
  /** Parses like the door and runs the slice's own handler. */
  ask: <V extends Verb>(verb: V, input: InputOf<NameOf<V>>, role?: Role) => Promise<OutputOf<NameOf<V>>>
  row: (id: string) => DossierRow
  /** As if the visit before the permit were complete (S1-B2). */
  checkBeforePermit: (id: string) => void
  /** Ledger kinds so far, without the messages that go with them. */
  kinds: () => string[]
  /** Keys of what the applicants were told, in order (S0-12). */
  told: () => string[]
}

/** What a sealed confirmation does to the dossier; the seal itself is the permits slice's business and tested there. */
const confirm = ({ db, ...context }: Context, id: string): string => {
  const dossier = findDossier(db, id)!
  const no = `C-${dossier.trackingCode}`
  setDossierState(db, id, dossier.version, { state: 'issued', permitNo: no })
  appendEntry({ db, ...context }, { kind: 'permit.confirm', aggregate: { type: 'Permit', id: no }, baseVersion: 0, payload: { no } })
  return no
}

/** A complete visit before the permit, as the inspections slice keeps it; its own way there is tested in that slice. */
const checkBeforePermit = (db: Writer, dossierId: string): void => {
  db.prepare(`
    INSERT INTO inspections (id, version, kind, dossier_id, visited_on, attendees, active_ok, skill_ok, management_ok, state, recorded_by)
    VALUES (@id, 1, 'pre_permit', @dossierId, '2026-11-21', '[{"side":"office"},{"side":"agency"}]', 1, 1, 1, 'visited', 'inspector')
  `).run({ id: `visit-${dossierId}`, dossierId })
  db.prepare(`
    UPDATE inspections SET version = 2, state = 'complete', completed_by = 'manager', completed_role = 'system_manager', completed_at = '2026-11-21T06:00:00.000Z'
    WHERE id = ?
  `).run(`visit-${dossierId}`)
}

/** A counter in an office of Khuzestan: a real encrypted file with the shipped catalogues. Tests never share one. */
export const createCounter = (): Counter => {
  const db = createDb()
  const home = freshHome()
  let today = '2026-11-21'
  const emitted: Counter['emitted'] = []
  const as = (role: Role): Context => ({
    db, home, office: { name: 'اداره‌کل خوزستان', unit: '0600', training: true }, actor: { username: role, displayName: role, role },
    clock: { now: () => new Date(`${today}T06:00:00Z`), today: () => today },
    vault: { openUserKey: () => { throw new Error('no key is needed here') } },
    emit: (event, payload) => void emitted.push({ event, payload }), log: { write: () => undefined },
  })
  transact(db, () => { seedSampleCatalogues(as('system_manager')) })
  const handlers = dossierHandlers({ confirmInstantly: confirm, closePermitsOf: () => 0 })
  const ask = async <V extends Verb>(verb: V, input: InputOf<NameOf<V>>, role: Role = 'clerk'): Promise<OutputOf<NameOf<V>>> => {
    const handler = handlers[verb] as (context: Context, parsed: unknown) => unknown
    // The contract pairs a verb's schema with its handler; TypeScript can't follow the pair through one variable.
    return await handler(as(role), contract.dossiers[verb].input.parse(input)) as OutputOf<NameOf<V>>
  }
  return {
    db, context: as('expert'), as, emitted, ask, setToday: (day) => { today = day }, row: (id) => findDossier(db, id)!, checkBeforePermit: (id) => { checkBeforePermit(db, id) },
    told: () => db.prepare<[], string>('SELECT key FROM messages ORDER BY rowid').pluck().all(),
    kinds: () => db.prepare<[], string>("SELECT kind FROM ledger_entries WHERE kind NOT LIKE 'message.%' ORDER BY seq").pluck().all(),
  }
}
