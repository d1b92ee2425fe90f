import type { IsoDay } from '#contract/values/jalali'
import { Fault } from '#main/app/fault'
import type { Context } from '#main/app/ports'
import { appendEntry } from '#main/ledger/index'
import { cancelMessagesOf } from '#main/messages/index'
import { isOpen } from '#main/workflow/index'
import { deathOf, insertDeath } from '#db/dossiers/casework-repo'
import { dossiersOfPerson, type DossierRow } from '#db/dossiers/dossier-repo'
import { findIdentity, personNo } from '#db/dossiers/person-repo'
import { transact } from '#db/transact'
import { moveDossier } from './move-dossier'
import type { DossierPorts } from './ports'

export type DeathReport = { nationalId: string; on: IsoDay; source: 'registry' | 'document'; reference: string }

/**
 * T22, P11: the permit is given as long as the person lives (S0-25). Closes every open dossier and every permit of the
 * person's own, and stops what was still to be sent to them; a company goes on, with another representative.
 * @throws Fault NOT_FOUND, DEATH_RECORDED, DEATH_DATE.
 */
export const recordDeath = (context: Context, ports: DossierPorts, death: DeathReport): { dossiersClosed: number; permitsClosed: number } => {
  const { db, clock, actor } = context
  const { nationalId, on, source, reference } = death
  const touched: string[] = []
  const closed = transact(db, () => {
    assertDeath(context, death)
    insertDeath(db, nationalId, { on, source, reference }, clock.now().toISOString(), actor.username)
    const known = dossiersOfPerson(db, nationalId)
    const own = known.filter((dossier) => dossier.holderId === nationalId && isOpen(dossier.state))
    // The person, not the national ID: a ledger line is read by people who see no citizen's data.
    appendEntry(context, {
      kind: 'person.recordDeath', aggregate: { type: 'Person', id: String(personNo(db, nationalId)) }, baseVersion: 0,
      payload: { national_id: nationalId, on, source, reference, dossiers: own.map((dossier) => dossier.trackingCode) },
    })
    for (const dossier of known) cancelMessagesOf(context, dossier.id, 'person_died')
    for (const dossier of own) closeDossier(context, dossier, death)
    touched.push(...known.map((dossier) => dossier.id))
    return { dossiersClosed: own.length, permitsClosed: ports.closePermitsOf(context, nationalId, on) }
  })
  for (const dossierId of touched) context.emit('dossier.changed', { dossierId })
  return closed
}

const assertDeath = ({ db, clock }: Context, { nationalId, on }: DeathReport): void => {
  const person = findIdentity(db, nationalId)
  if (!person) throw new Fault('NOT_FOUND')
  if (deathOf(db, nationalId)) throw new Fault('DEATH_RECORDED')
  if (on > clock.today() || on < person.birthDate) throw new Fault('DEATH_DATE')
}

const closeDossier = (context: Context, dossier: DossierRow, { on, source, reference }: DeathReport): void => {
  moveDossier(context, dossier, 'dossiers.recordDeath', { kind: 'person.recordDeath', payload: { on, source, reference } })
}
