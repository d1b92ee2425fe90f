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

export type FirstUser = { username: string; displayName: string; post: string; passphrase: string }
export type NextUser = FirstUser & { role: Role }

/**
 * Makes the database with the office, its first system manager, whoever comes with him and what every office starts with,
 * then the key ring: cut off at any moment, there is an office with all of them or none.
 * @returns the open office, acting as that manager.
 * @throws Fault OFFICE_EXISTS.
 */
export const foundOffice = (gate: GateContext, office: Office, manager: FirstUser, others: readonly NextUser[] = []): Context => {
  const { vault } = gate
  if (vault.secrets.ring.office()) throw new Fault('OFFICE_EXISTS')
  const draft = vault.secrets.ring.draft(office, manager.username, manager.passphrase)
  vault.create(draft.databaseKey, (db) => insertOffice(db, office, gate.clock.now().toISOString()))
  const actor: Actor = { username: manager.username, displayName: manager.displayName, role: 'system_manager' }
  const context = gate.inside(actor)
  transact(context.db, () => {
    appendEntry(context, { kind: 'office.create', aggregate: { type: 'Office', id: office.unit }, baseVersion: 0, payload: office })
    saveUser(context, { ...manager, roles: ['system_manager'], active: true, version: null })
    seedSampleCatalogues(context)
    createSealKey(context)
    for (const { role, ...user } of others) saveUser(context, { ...user, roles: [role], active: true, version: null })
  })
  for (const user of others) draft.add(user.username, user.passphrase)
  draft.commit()
  return context
}
