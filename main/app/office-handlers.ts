import type { OfficeStatus } from '#contract/office'
import { saveUser } from '#main/staff/index'
import { appendEntry } from '#main/ledger/index'
import { insertOffice } from '#db/office/office-repo'
import { transact } from '#db/transact'
import { Fault } from './fault'
import type { GateContext, GateHandlers } from './gate-context'
import type { Actor, Context, Office } from './ports'
import { trainingOffice, trainingUsers } from './training-staff'
import { version } from './version'

const status = ({ vault, host, clock }: GateContext): OfficeStatus => {
  const office = vault.secrets.ring.office()
  return {
    state: !office ? 'absent' : vault.opened ? 'open' : 'locked',
    office,
    trainingUsers: office?.training ? [...trainingUsers] : [],
    host: host.kind,
    capabilities: host.capabilities,
    version,
    today: clock.today(),
  }
}

export type FirstUser = { username: string; displayName: string; post: string; passphrase: string }

/**
 * Makes the key ring, then the database with the office, its first system manager and the shipped sample catalogues.
 * @throws Fault OFFICE_EXISTS.
 */
export const foundOffice = (gate: GateContext, office: Office, manager: FirstUser): Context => {
  const { vault } = gate
  if (vault.secrets.ring.office()) throw new Fault('OFFICE_EXISTS')
  const { databaseKey } = vault.secrets.ring.create(office, manager.username, manager.passphrase)
  vault.create(databaseKey, (db) => {
    transact(db, () => insertOffice(db, office, gate.clock.now().toISOString()))
  })
  const actor: Actor = { username: manager.username, displayName: manager.displayName, role: 'system_manager' }
  const context = gate.inside(actor)
  transact(context.db, () => {
    appendEntry(context, { kind: 'office.create', aggregate: { type: 'Office', id: office.unit }, baseVersion: 0, payload: office })
    saveUser(context, { ...manager, roles: ['system_manager'], active: true, version: null })
  })
  return context
}

export const officeHandlers: GateHandlers<'office'> = {
  status,
  createTraining: async (gate) => {
    const manager = trainingUsers.find((user) => user.role === 'system_manager')!
    foundOffice(gate, trainingOffice, { ...manager, post: '' })
    gate.leave()
    return { users: [...trainingUsers] }
  },
  create: (gate, { name, unit, manager }) => {
    foundOffice(gate, { name, unit, training: false }, { ...manager, post: '' })
    gate.leave()
    gate.emit('office.changed', {})
    return {}
  },
}
