import { noCapabilities, type OfficeStatus } from '#contract/office'
import { restoreBackup } from '#main/backups/index'
import { readMachine } from '#db/office/machine-repo'
import type { GateContext, GateHandlers } from './gate-context'
import { trainingUsers } from './training-staff'
import { endFirstRun } from './first-run-file'
import { firstRunHandlers } from './first-run-handlers'
import { foundTrainingOffice } from './found-training'
import { foundAside } from './founding'
import { joiningHandlers } from './joining/joining-handlers'
import { machineLockHandlers } from './machine-lock-handlers'
import { version } from './version'

const machine = ({ opened }: GateContext['vault']): OfficeStatus['machine'] => {
  if (!opened) return null
  const { slot, joinedAt } = readMachine(opened.db)
  return { slot, joined: joinedAt !== null }
}

const status = ({ vault, host, clock }: GateContext): OfficeStatus => {
  const office = vault.secrets.ring.office()
  return {
    state: !office ? 'absent' : vault.opened ? 'open' : 'locked',
    office,
    // An office founded by an earlier version has not all of today's.
    trainingUsers: office?.training ? trainingUsers.filter(({ username }) => vault.secrets.ring.has(username)) : [],
    host: host.kind,
    capabilities: { ...noCapabilities, ...host.capabilities },
    machine: machine(vault),
    version,
    today: clock.today(),
  }
}

export const officeHandlers: GateHandlers<'office'> = {
  ...firstRunHandlers,
  ...joiningHandlers,
  ...machineLockHandlers,
  status,
  createTraining: async (gate, { sampleData }) => {
    await foundAside(gate, ({ gate: own }) => foundTrainingOffice(own, sampleData))
    endFirstRun(gate.vault.home)
    gate.emit('office.changed', {})
    return { users: [...trainingUsers] }
  },
  // No office.changed: the screen first says what came back and what did not, then goes on by itself.
  restore: async ({ vault, emit }, { file, passphrase }) => {
    const restored = await restoreBackup(vault.home, file, passphrase, emit, () => { vault.setAside() })
    endFirstRun(vault.home)
    return restored
  },
}
