import { findOperation, operationNames } from '#contract'
import { readMachine } from '#db/office/machine-repo'
import type { Reader } from '#db/handle'
import { Fault } from '../fault'

/** Writing in these belongs to the first machine as a whole: what is decided, counted or configured once for the office. */
const firstMachineSlices: ReadonlySet<string> = new Set(['signing', 'quotas', 'referrals', 'catalogues', 'incentives', 'permits'])
/** And single acts that lead to the Director's desk, which is not here. */
const firstMachineActs: ReadonlySet<string> = new Set(['dossiers.submitForSignature', 'supporters.introduce', 'supporters.accept', 'supporters.decline', 'supporters.release'])
/** Nothing is changed by these, though they write into the ledger. */
const harmless: ReadonlySet<string> = new Set(['permits.verify', 'catalogues.exportTable', 'permits.exportFile', 'permits.exportManifest', 'signing.draftDelegation'])

/** Operations that a joined machine refuses (docs/formats/joining-file.md). */
export const firstMachineOnly: ReadonlySet<string> = new Set(operationNames.filter((name) => {
  const operation = findOperation(name)
  const [slice = ''] = name.split('.')
  return operation?.kind === 'write' && !harmless.has(name) && (firstMachineSlices.has(slice) || firstMachineActs.has(name))
}))

/** @throws Fault MACHINE_JOINED. */
export const refuseOnJoined = (db: Reader, name: string): void => {
  if (firstMachineOnly.has(name) && readMachine(db).joinedAt !== null) throw new Fault('MACHINE_JOINED')
}
