import type { Role } from '#contract'
import { seedSampleCatalogues } from '#main/catalogues/index'
import { createSealKey } from '#main/signing/index'
import { saveUser } from '#main/staff/index'
import { appendEntry } from '#main/ledger/index'
import { insertOffice } from '#db/office/office-repo'
import { transact } from '#db/transact'
import { Fault } from './fault'
import type { GateContext } from './gate-context'
import type { Actor, Context, Office } from './ports'

export type FirstUser = { username: string; displayName: string; post: string; roles: Role[]; passphrase: string }

/** What every office starts from: sample reference tables and its own seal. */
const begin = (context: Context): void => {
  seedSampleCatalogues(context)
  createSealKey(context)
}

/**
 * Makes the database with the office, its first system manager, whoever comes with him and what the office starts from, then
 * the key ring.
 * @param gate of a core of the office's own (foundAside).
 * @param fill runs in the same transaction, after the manager is there.
 * @returns the open office, acting as that manager.
 * @throws Fault STAFF_ROLES_EXCLUSIVE.
 */
export const foundOffice = (gate: GateContext, office: Office, manager: FirstUser, others: readonly FirstUser[] = [], fill = begin): Context => {
  const { vault } = gate
  if (vault.secrets.ring.office()) throw new Fault('OFFICE_EXISTS')
  const draft = vault.secrets.ring.draft(office, manager.username, manager.passphrase)
  vault.create(draft.databaseKey, (db) => insertOffice(db, office, gate.clock.now().toISOString()))
  const actor: Actor = { username: manager.username, displayName: manager.displayName, role: 'system_manager' }
  const context = gate.inside(actor)
  transact(context.db, () => {
    appendEntry(context, { kind: 'office.create', aggregate: { type: 'Office', id: office.unit }, baseVersion: 0, payload: office })
    saveUser(context, { ...manager, active: true, version: null })
    fill(context)
    for (const user of others) saveUser(context, { ...user, active: true, version: null })
  })
  for (const user of others) draft.add(user.username, user.passphrase)
  draft.commit()
  return context
}
