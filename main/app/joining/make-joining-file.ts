import type { JoiningFile } from '#contract/joining'
import { carryCatalogues } from '#main/catalogues/index'
import { refuseRolledBack } from '#main/checkpoints/index'
import { appendEntry } from '#main/ledger/index'
import { exportTrustFile } from '#main/signing/index'
import { newCode, plainCode, toMember } from '#main/staff/index'
import { insertJoiningFile, lastSlotGiven, readMachine } from '#db/office/machine-repo'
import { readDevice } from '#db/registry/device-repo'
import { listStaff } from '#db/staff/staff-repo'
import { transact } from '#db/transact'
import { Fault } from '../fault'
import type { Context } from '../ports'
import { sealJoining, type JoiningContent } from './joining-file'

const day = 86_400_000
const lastSlot = 99

/** Letters of a machine's code and of a file's passphrase, five bits each. */
export const codeSize = 16
export const passphraseSize = 20

/** The registry a joined machine enrols at, with what it must find there; a practice office's registry is its own. */
const registryOf = ({ db }: Context): JoiningContent['registry'] => {
  const device = readDevice(db)
  return device && !device.training ? { url: device.url, caPem: device.caPem, registryId: device.registryId, registryPem: device.registryPem } : null
}

/** Who may work on the other machine: everybody who works here, but nobody as director. */
const staffOf = ({ db }: Context): JoiningContent['staff'] =>
  listStaff(db).filter(({ active }) => active).map(toMember)
    .map(({ username, displayName, post, roles }) => ({ username, displayName, post, roles: roles.filter((role) => role !== 'director') }))
    .filter(({ roles }) => roles.length > 0)

/**
 * Gives the next slot away for good and seals what its machine needs. Only the first machine does it: slots that two machines
 * gave out could be the same.
 * @throws Fault MACHINE_JOINED, JOINING_FULL, LEDGER_ROLLED_BACK (an older copy may have forgotten slots), INPUT_INVALID for the code.
 */
export const makeJoiningFile = async (
  context: Context, { code, label, days }: { code: string; label: string; days: number },
): Promise<{ fileName: string; contentBase64: string; passphrase: string; slot: number; expiresAt: string }> => {
  const { db, clock, actor, office } = context
  refuseRolledBack(context)
  if (readMachine(db).joinedAt !== null) throw new Fault('MACHINE_JOINED')
  const machine = plainCode(code, codeSize)
  if (machine === null) throw new Fault('INPUT_INVALID', {}, [{ field: 'code', reason: 'INVALID' }])
  const now = clock.now()
  const given = transact(db, (): JoiningFile => {
    const slot = lastSlotGiven(db) + 1
    if (slot > lastSlot) throw new Fault('JOINING_FULL')
    const row = { slot, label, madeAt: now.toISOString(), madeBy: actor.username, expiresAt: new Date(now.getTime() + days * day).toISOString() }
    insertJoiningFile(db, row)
    appendEntry(context, {
      kind: 'office.giveSlot', aggregate: { type: 'Office', id: office.unit }, baseVersion: 0, payload: { slot, label, expires_at: row.expiresAt },
    })
    return row
  })
  const passphrase = newCode(passphraseSize)
  const content: JoiningContent = {
    typ: 'mohr-join', v: 1, for: machine, office: { name: office.name, unit: office.unit, training: office.training }, slot: given.slot, label,
    madeBy: actor.displayName, madeAt: given.madeAt, expiresAt: given.expiresAt, trust: exportTrustFile(context).content,
    registry: registryOf(context), staff: staffOf(context), catalogues: carryCatalogues(db),
  }
  const sealed = await sealJoining(content, passphrase.replaceAll('-', ''))
  return {
    fileName: `${office.unit}-${String(given.slot).padStart(2, '0')}.mohr-join`, contentBase64: Buffer.from(sealed).toString('base64'),
    passphrase, slot: given.slot, expiresAt: given.expiresAt,
  }
}
