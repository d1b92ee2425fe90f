import { newCode } from '#main/staff/index'
import { listJoiningFiles } from '#db/office/machine-repo'
import { Fault } from '../fault'
import { endFirstRun, keepJoiningCode, readFirstRun } from '../first-run-file'
import { foundAside } from '../founding'
import type { GateContext, GateHandlers } from '../gate-context'
import { innerHandlers } from '../handlers'
import { bindRing } from '../machine-lock-handlers'
import type { Context } from '../ports'
import type { JoiningContent } from './joining-file'
import { foundJoined, readJoiningFile, toJoiningView } from './join-office'
import { codeSize, makeJoiningFile } from './make-joining-file'

type JoiningVerb = 'joiningCode' | 'joiningFiles' | 'makeJoiningFile' | 'readJoiningFile' | 'join'

const inOffice = (gate: GateContext): Context => {
  if (!gate.actor) throw new Fault('NOT_SIGNED_IN')
  return gate.inside(gate.actor)
}
const refuseOffice = ({ vault }: GateContext): void => {
  if (vault.secrets.ring.office()) throw new Fault('OFFICE_EXISTS')
}

/** Enrols the new machine while it is founded; a registry that can't be reached is no reason to have no office. */
const enrolIfAsked = async (context: Context, { registry }: JoiningContent, code: string | null): Promise<{ enrolled: boolean; enrolFault: string | null }> => {
  if (!registry || !code) return { enrolled: false, enrolFault: null }
  try {
    await innerHandlers.registry.enrol(context, { url: registry.url, caPem: registry.caPem, code })
    return { enrolled: true, enrolFault: null }
  } catch (error) {
    if (error instanceof Fault) return { enrolled: false, enrolFault: error.code }
    throw error
  }
}

export const joiningHandlers: Pick<GateHandlers<'office'>, JoiningVerb> = {
  joiningCode: (gate) => {
    refuseOffice(gate)
    const { home } = gate.vault
    const known = readFirstRun(home).joiningCode
    if (known !== null) return { code: known }
    const code = newCode(codeSize)
    keepJoiningCode(home, code)
    return { code }
  },
  joiningFiles: (gate) => ({ items: listJoiningFiles(inOffice(gate).db) }),
  makeJoiningFile: (gate, input) => makeJoiningFile(inOffice(gate), input),
  readJoiningFile: async (gate, input) => {
    refuseOffice(gate)
    return toJoiningView(await readJoiningFile(gate.vault.home, gate.clock, input))
  },
  join: async (gate, { users, enrolCode, lockToMachine, ...file }) => {
    refuseOffice(gate)
    const content = await readJoiningFile(gate.vault.home, gate.clock, file)
    const made = await foundAside(gate, async (founding) => {
      const context = foundJoined(founding.gate, content, users)
      const recoveryCode = lockToMachine ? await bindRing(founding.gate, context) : null
      return { recoveryCode, ...await enrolIfAsked(context, content, enrolCode) }
    })
    endFirstRun(gate.vault.home)
    gate.emit('office.changed', {})
    return made
  },
}
