import type { Asked } from '#contract/casework'
import type { DossierState } from '#contract/dossiers'
import { Fault } from '#main/app/fault'
import type { Context } from '#main/app/ports'
import { findDossier, type DossierRow } from '#db/dossiers/dossier-repo'
import { listPauses } from '#db/dossiers/pause-repo'
import type { Reader } from '#db/handle'
import { transact } from '#db/transact'
import { sendOn } from './intake-steps'
import { loadFor } from './load-dossier'
import { moveDossier, type Move } from './move-dossier'
import type { DossierPorts } from './ports'
import { refuseFiling } from './save-intake'

const command = 'dossiers.resubmit'

/**
 * T09: one answer to every item asked, the declaration again, and the intake's rules once more. The dossier goes back to
 * where it came from, and on from there; the clock goes on, or begins anew by setting (S0-11).
 * @throws Fault DOSSIER_STATE, CORRECTION_UNANSWERED {open}, INTAKE_REFUSED, SEAL_KEY_ABSENT.
 */
export const resubmit = (context: Context, ports: DossierPorts, input: { id: string; version: number; answers: string[] }): { version: number; state: DossierState } => {
  const { db } = context
  const done = transact(db, () => {
    const dossier = loadFor(context, command, input.id, input.version)
    const asked = answered(dossier, input.answers)
    refuseFiling(context, dossier, dossier.filedOn ?? context.clock.today())
    const to = dossier.returnTo ?? 'filed'
    moveDossier(context, dossier, command, {
      to, kind: 'dossier.resubmit', payload: { round: dossier.round, items: asked.items.map(({ text, answer }) => ({ text, answer })) },
      set: { asked: JSON.stringify(asked) }, ...saying(db, dossier, to),
    })
    const back = findDossier(db, dossier.id)
    if (back && to === 'filed') sendOn(context, ports, back)
    return findDossier(db, dossier.id)
  })
  if (!done) throw new Fault('NOT_FOUND')
  context.emit('dossier.changed', { dossierId: done.id })
  return { version: done.version, state: done.state }
}

/** Every item with its answer, in their order. */
const answered = (dossier: DossierRow, answers: readonly string[]): Asked => {
  // Written by askForCorrection.
  const asked = JSON.parse(dossier.asked ?? '{"kind":"correction","items":[],"reason":""}') as Asked
  const open = asked.items.filter((_, i) => (answers[i] ?? '') === '').map((item) => item.text)
  if (open.length > 0 || answers.length > asked.items.length) throw new Fault('CORRECTION_UNANSWERED', { open })
  return { ...asked, items: asked.items.map((item, i) => ({ ...item, answer: answers[i] ?? '' })) }
}

/** After an objection there is no day to tell: the applicant hears where the dossier lies. */
const saying = (db: Reader, { id }: DossierRow, to: DossierState): Pick<Move, 'say' | 'vars'> => {
  const timed = listPauses(db, id).some((pause) => pause.toDay === null)
  if (timed) return { vars: (dueOn) => (dueOn === null ? {} : { date: dueOn }) }
  return { say: to === 'in_expert_review' ? 'dossier.expert_review' : 'dossier.at_agency' }
}
