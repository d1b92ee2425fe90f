import type { PermitStatus } from '#contract/permit-life'
import { Fault } from '#main/app/fault'

type Row = { id: string; from: readonly PermitStatus[] }

const inForce = ['valid', 'conditional'] as const

/** Domain model §3.2: from which status each command may be given. A row that is not here does not exist. */
export const statusTable = {
  acceptSkillEvidence: { id: 'P03', from: ['conditional'] },
  suspend: { id: 'P04', from: inForce },
  reinstate: { id: 'P05', from: ['suspended'] },
  proposeRevocation: { id: 'P06', from: [...inForce, 'suspended'] },
  proposeReopening: { id: 'P06', from: ['closed_by_death'] },
  revoke: { id: 'P07', from: [...inForce, 'suspended'] },
  expire: { id: 'P09', from: inForce },
  replace: { id: 'P10', from: [...inForce, 'expired'] },
  resign: { id: 'P15', from: ['suspended'] },
  closeByDeath: { id: 'P11', from: [...inForce, 'suspended', 'expired'] },
  reopen: { id: 'P12', from: ['closed_by_death'] },
  applyCentral: { id: 'P13', from: [...inForce, 'suspended'] },
  note: { id: 'P14', from: inForce },
} as const satisfies Record<string, Row>

export type StatusCommand = keyof typeof statusTable

export const mayFrom = (status: PermitStatus, command: StatusCommand): boolean =>
  (statusTable[command].from as readonly PermitStatus[]).includes(status)

/** @throws Fault PERMIT_STATE {from, command} when the table has no such row. */
export const assertStatus = (status: PermitStatus, command: StatusCommand): void => {
  if (!mayFrom(status, command)) throw new Fault('PERMIT_STATE', { from: status, command })
}

/** Only these two open gates. */
export const isInForce = (status: PermitStatus): boolean => (inForce as readonly PermitStatus[]).includes(status)
