import type { Capabilities, OfficeStatus } from '#contract/office'
import { restoreBackup } from '#main/backups/index'
import type { GateContext, GateHandlers } from './gate-context'
import { trainingUsers } from './training-staff'
import { foundOffice } from './found-office'
import { foundTrainingOffice } from './found-training'
import { machineLockHandlers } from './machine-lock-handlers'
import { version } from './version'

const nothing: Capabilities = { nativePrint: false, notifications: false, quit: false, tray: false, lockOnSuspend: false }

const status = ({ vault, host, clock }: GateContext): OfficeStatus => {
  const office = vault.secrets.ring.office()
  return {
    state: !office ? 'absent' : vault.opened ? 'open' : 'locked',
    office,
    // An office founded by an earlier version has not all of today's.
    trainingUsers: office?.training ? trainingUsers.filter(({ username }) => vault.secrets.ring.has(username)) : [],
    host: host.kind,
    capabilities: { ...nothing, ...host.capabilities },
    version,
    today: clock.today(),
  }
}

export const officeHandlers: GateHandlers<'office'> = {
  ...machineLockHandlers,
  status,
  createTraining: async (gate, { sampleData }) => {
    await foundTrainingOffice(gate, sampleData)
    gate.emit('office.changed', {})
    return { users: [...trainingUsers] }
  },
  create: (gate, { name, unit, manager }) => {
    foundOffice(gate, { name, unit, training: false }, { ...manager, post: '' })
    gate.leave()
    gate.emit('office.changed', {})
    return {}
  },
  // No office.changed: the screen first says what came back and what did not, then goes on by itself.
  restore: ({ vault, emit }, { file, passphrase }) => restoreBackup(vault.home, file, passphrase, emit, () => { vault.setAside() }),
}
