import type { CompromiseOutcome } from '#contract/compromise'
import { Fault } from '#main/app/fault'
import type { Context } from '#main/app/ports'
import { refuseRolledBack } from '#main/checkpoints/index'
import { openReissue } from '#main/dossiers/index'
import { endKey, openOwnKey, replaceSeal } from '#main/signing/index'
import { insertCompromised } from '#db/permits/compromise-repo'
import { openCaseOf } from '#db/permits/revocation-repo'
import { keyEndOf } from '#db/signing/key-end-repo'
import { transact } from '#db/transact'
import { changeStatus, permitOf } from '../change-status'
import { publishRebuilt } from '../status-list/index'
import { compromiseDrill } from './drill'

type Declared = { kid: string; since: string; digest: string; reason: string; passphrase: string }
type Held = CompromiseOutcome['held'][number]

/**
 * One confirmed act: the key ends as stolen, every permit that it signed and that is not proven older is suspended, the status
 * lists are published once, and each permit comes back to be signed again with a good key; the new one will name the old. All
 * of it or nothing. What was proven older stands in the register; outside, its signature alone no longer does
 * (docs/formats/trust-file.md).
 * @throws Fault NOT_FOUND, COMPROMISE_FUTURE, COMPROMISE_CHANGED, COMPROMISE_LATER, PASSPHRASE_WRONG, PASSPHRASE_DELAYED,
 *   LEDGER_ROLLED_BACK.
 */
export const declareCompromise = (context: Context, { kid, since, digest, reason, passphrase }: Declared): CompromiseOutcome => {
  refuseRolledBack(context)
  const { db } = context
  openOwnKey(context, passphrase, kid).fill(0)
  const { outcome, dossiers } = transact(db, () => {
    const drill = compromiseDrill(context, { kid, since })
    if (drill.digest !== digest) throw new Fault('COMPROMISE_CHANGED')
    const known = keyEndOf(db, kid)
    // What was suspected earlier stays suspected: a later hour would give permits back that nobody has looked at.
    if (known?.how === 'compromised' && known.since < drill.since) throw new Fault('COMPROMISE_LATER', { since: known.since })
    endKey(context, kid, { how: 'compromised', since: drill.since, position: drill.position, reason })
    const newSeal = drill.use === 'seal' && drill.keyState === 'active' ? replaceSeal(context, kid) : null
    const nos = drill.permits.filter(({ suspends }) => suspends).map(({ no }) => no)
    for (const no of nos) suspend(context, no, reason)
    publishRebuilt(context)
    const returned = nos.map((no) => bringBack(context, kid, no))
    const held = returned.flatMap((one) => ('why' in one ? [one] : []))
    return {
      outcome: { suspended: nos.length, returned: nos.length - held.length, held, newSeal },
      dossiers: returned.flatMap((one) => ('dossierId' in one ? [one.dossierId] : [])),
    }
  })
  for (const dossierId of dossiers) context.emit('dossier.changed', { dossierId })
  return outcome
}

/** P04 of many: the lists follow once for all. */
const suspend = (context: Context, no: string, reason: string): void =>
  changeStatus(context, permitOf(context, no), {
    command: 'suspend', to: 'suspended', kind: 'permit.suspend', reason, payload: { cause: 'key_compromised' }, say: 'permit.suspended', vars: { no }, together: true,
  })

const whyHeld: Readonly<Record<string, Held['why']>> = { HOLDER_DEAD: 'holder_dead', DOSSIER_OPEN: 'dossier_open' }

const bringBack = (context: Context, kid: string, no: string): { no: string; dossierId: string } | Held => {
  const { db, actor, clock } = context
  const keep = (dossierId: string | null): void => insertCompromised(db, { permitNo: no, kid, dossierId, by: actor.username, at: clock.now().toISOString() })
  const held = (why: Held['why']): Held => {
    keep(null)
    return { no, why }
  }
  if (openCaseOf(db, no)) return held('revocation_open')
  try {
    const dossierId = openReissue(context, no, `بازامضای ${no}: کلیدی که آن را امضا کرده شاید به دست دیگری افتاده باشد`)
    keep(dossierId)
    return { no, dossierId }
  } catch (error) {
    const why = error instanceof Fault ? whyHeld[error.code] : undefined
    if (!why) throw error
    return held(why)
  }
}
