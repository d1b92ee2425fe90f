import type { Objection } from '#contract/casework'
import type { DossierState } from '#contract/dossiers'
import { addDays, type IsoDay } from '#contract/values/jalali'
import { Fault } from '#main/app/fault'
import type { Context } from '#main/app/ports'
import { settingsOf } from '#main/catalogues/index'
import { insertObjection, objectionOf } from '#db/dossiers/casework-repo'
import { openDossierCode, type DossierRow } from '#db/dossiers/dossier-repo'
import type { Reader } from '#db/handle'
import { transact } from '#db/transact'
import { loadFor } from './load-dossier'
import { moveDossier } from './move-dossier'
import { holderLives } from './who-lives'

const command = 'dossiers.object'

/** D13: the last day on which a refusal may be objected to, or null where the office hears no objections. */
export const objectionUntil = (db: Reader, refusedOn: IsoDay): IsoDay | null => {
  const { objectionDays } = settingsOf(db)
  return objectionDays === 0 ? null : addDays(refusedOn, objectionDays)
}

/**
 * T19: one objection to a refusal, within its days; the dossier goes back to whoever refused it. The fourteen days are over
 * and don't begin again.
 * @throws Fault DOSSIER_STATE, OBJECTION_TWICE, OBJECTION_LATE {until}, DOSSIER_OPEN {trackingCode}, HOLDER_DEAD.
 */
export const objectRefusal = (context: Context, input: { id: string; version: number; text: string }): { version: number; state: DossierState } => {
  const { db, clock } = context
  const done = transact(db, () => {
    const dossier = loadFor(context, command, input.id, input.version)
    assertMayObject(context, dossier)
    const against = refusedBy(dossier)
    const objection: Objection = { on: clock.today(), text: input.text, against }
    insertObjection(db, dossier.id, objection, clock.now().toISOString())
    const { version, to } = moveDossier(context, dossier, command, {
      to: against === 'agency' ? 'at_agency' : 'in_expert_review', kind: 'dossier.object', payload: { against, note: input.text }, set: { proposal: null },
    })
    return { version, state: to }
  })
  context.emit('dossier.changed', { dossierId: input.id })
  return done
}

const assertMayObject = ({ db, clock }: Context, dossier: DossierRow): void => {
  if (objectionOf(db, dossier.id)) throw new Fault('OBJECTION_TWICE')
  const until = objectionUntil(db, dossier.stateSince)
  if (until === null || clock.today() > until) throw new Fault('OBJECTION_LATE', { until })
  if (!holderLives(db, dossier)) throw new Fault('HOLDER_DEAD')
  const open = openDossierCode(db, dossier.holderId, dossier.fieldCode ?? '', dossier.id)
  if (open) throw new Fault('DOSSIER_OPEN', { trackingCode: open })
}

/** T18 leaves the expert's proposal to refuse on the dossier; T10 comes before any proposal. */
const refusedBy = ({ proposal }: DossierRow): Objection['against'] => (proposal === 'refuse' ? 'office' : 'agency')
