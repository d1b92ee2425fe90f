import type { ReasonCode } from '#contract/values/reasons'
import { backupHandlers } from '#main/backups/index'
import { shippedPlaces } from '#main/catalogues/index'
import { Fault } from './fault'
import { endFirstRun, keepDraft, readFirstRun } from './first-run-file'
import { foundOffice } from './found-office'
import { clearCutOff, foundAside, foundingCutOff, refuseWhileFounding } from './founding'
import type { GateContext, GateHandlers } from './gate-context'
import { bindRing, storeState } from './machine-lock-handlers'
import type { Context } from './ports'

type FirstRunVerb = 'firstRun' | 'places' | 'keepDraft' | 'clearCutOff' | 'create'

const refuseOffice = ({ vault }: GateContext): void => {
  if (vault.secrets.ring.office()) throw new Fault('OFFICE_EXISTS')
}

/** The plan of the new office; its folder is judged beside the data folder where the office will lie. */
const planBackups = async (context: Context, home: string, { folder, passphrase }: { folder: string; passphrase: string }): Promise<void> => {
  try {
    await backupHandlers.setUp({ ...context, home, holdStill: () => { throw new Error('nothing is backed up while an office is made') } }, { version: 0, folder, keep: 14, passphrase })
  } catch (error) {
    if (!(error instanceof Fault)) throw error
    throw new Fault(error.code, error.details, error.fields.map(({ field, reason }): { field: string; reason: ReasonCode } => ({ field: `backup.${field}`, reason })))
  }
}

export const firstRunHandlers: Pick<GateHandlers<'office'>, FirstRunVerb> = {
  firstRun: async (gate) => {
    const { home, secrets } = gate.vault
    if (secrets.ring.office()) return null
    return { cutOff: foundingCutOff(gate.vault), keeper: await storeState(gate), draft: readFirstRun(home).draft }
  },
  places: () => ({
    provinces: [...shippedPlaces.provinces], counties: shippedPlaces.counties.map(({ code, title }) => ({ code, title })),
  }),
  keepDraft: (gate, { draft }) => {
    refuseOffice(gate)
    keepDraft(gate.vault.home, draft)
    return {}
  },
  clearCutOff: (gate) => {
    refuseOffice(gate)
    refuseWhileFounding(gate.vault)
    clearCutOff(gate.vault.home)
    return {}
  },
  create: async (gate, { name, unit, manager, users, backup, lockToMachine }) => {
    const made = await foundAside(gate, async (founding) => {
      const others = users.map(({ role, ...user }) => ({ ...user, roles: [role] }))
      const context = foundOffice(founding.gate, { name, unit, training: false }, { ...manager, roles: ['system_manager'] }, others)
      if (backup) await planBackups(context, gate.vault.home, backup)
      return { recoveryCode: lockToMachine ? await bindRing(founding.gate, context) : null }
    })
    endFirstRun(gate.vault.home)
    gate.emit('office.changed', {})
    return made
  },
}
