import type { Role } from '#contract'
import type { JoiningView } from '#contract/joining'
import { layCatalogues } from '#main/catalogues/index'
import { plainCode } from '#main/staff/index'
import { joinAs } from '#db/office/machine-repo'
import { Fault } from '../fault'
import { readFirstRun } from '../first-run-file'
import { foundOffice, type FirstUser } from '../found-office'
import type { GateContext } from '../gate-context'
import type { Clock, Context } from '../ports'
import { openJoining, type JoiningContent } from './joining-file'
import { passphraseSize } from './make-joining-file'

type Given = { contentBase64: string; passphrase: string }

const hour = 3_600_000

/**
 * Opens a joining file on the machine that it was made for.
 * @throws Fault JOINING_UNREADABLE (a wrong passphrase among others), JOINING_NEWER, JOINING_ELSEWHERE, JOINING_EXPIRED.
 */
export const readJoiningFile = async (home: string, clock: Clock, { contentBase64, passphrase }: Given): Promise<JoiningContent> => {
  const letters = plainCode(passphrase, passphraseSize)
  const content = letters === null ? 'unreadable' : await openJoining(Buffer.from(contentBase64, 'base64'), letters)
  if (content === 'unreadable') throw new Fault('JOINING_UNREADABLE')
  if (content === 'newer') throw new Fault('JOINING_NEWER')
  if (content.for !== readFirstRun(home).joiningCode?.replaceAll('-', '')) throw new Fault('JOINING_ELSEWHERE')
  const now = clock.now().getTime()
  // A clock far behind the file's would make every file good for ever.
  if (now > Date.parse(content.expiresAt) || now < Date.parse(content.madeAt) - hour) throw new Fault('JOINING_EXPIRED')
  return content
}

export const toJoiningView = ({ office, slot, label, madeAt, madeBy, expiresAt, staff, registry }: JoiningContent): JoiningView =>
  ({ office, slot, label, madeAt, madeBy, expiresAt, staff, registryUrl: registry?.url ?? null })

const withoutDirector = (held: readonly Role[]): Role[] => held.filter((role) => role !== 'director')

/**
 * Founds the joined machine's own database: the office's name, slot, reference data and settings, and the chosen people under
 * passphrases of this machine. It gets no seal and no director, so nothing is signed on it.
 * @throws Fault JOINING_NO_MANAGER, INPUT_INVALID for somebody who is not in the file.
 */
export const foundJoined = (gate: GateContext, content: JoiningContent, chosen: readonly { username: string; passphrase: string }[]): Context => {
  const people = chosen.map(({ username, passphrase }, i): FirstUser => {
    const known = content.staff.find((one) => one.username === username)
    const twice = chosen.findIndex((one) => one.username === username) !== i
    if (!known || twice) throw new Fault('INPUT_INVALID', {}, [{ field: `users.${i}.username`, reason: twice ? 'USERNAME_TAKEN' : 'INVALID' }])
    return { ...known, roles: withoutDirector(known.roles), passphrase }
  })
  const manager = people.find(({ roles }) => roles.includes('system_manager'))
  if (!manager) throw new Fault('JOINING_NO_MANAGER')
  return foundOffice(gate, content.office, manager, people.filter((one) => one !== manager), (context) => {
    joinAs(context.db, {
      slot: content.slot, trust: content.trust, registry: content.registry && JSON.stringify(content.registry), joinedAt: context.clock.now().toISOString(),
    })
    layCatalogues(context, content.catalogues)
  })
}
