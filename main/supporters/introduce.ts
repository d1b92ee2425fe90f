import { uuidv7 } from 'uuidv7'
import type { DossierState } from '#contract/dossiers'
import type { Introducer, Supporter } from '#contract/supporters'
import type { IsoDay } from '#contract/values/jalali'
import { Fault } from '#main/app/fault'
import type { Context } from '#main/app/ports'
import { moveDossier } from '#main/dossiers/index'
import type { Reader } from '#db/handle'
import { insertLink, liveLinkOf, markAccepted } from '#db/supporters/link-repo'
import { poolSince } from '#db/supporters/pool-repo'
import { transact } from '#db/transact'
import { fitOf, supporterFor } from './describe'
import { coveredFor, liveLinkFor } from './load'

export type Introduction = {
  dossierId: string
  version: number
  permitNo: string
  introducedBy: Introducer
  introducedOn: IsoDay
  letterNo: string
  letterOn: IsoDay
  unfitReason: string | null
}
export type Moved = { version: number; state: DossierState }

/** @throws Fault SUPPORTER_INACTIVE unless the supporter's permit is in force. */
const activeSupporter = (db: Reader, permitNo: string): Supporter => {
  const supporter = supporterFor(db, permitNo)
  if (supporter.status !== 'valid' && supporter.status !== 'conditional') throw new Fault('SUPPORTER_INACTIVE', { status: supporter.status })
  return supporter
}

/**
 * T24: a person of the pool is introduced to a supporter, by letter of the office or the agency (S4-10). Field and county
 * fit, or the expert says why nevertheless.
 * @throws Fault NOT_FOUND, DOSSIER_STATE, SUPPORTER_INACTIVE, SUPPORT_UNFIT {field, county}, SUPPORT_DATE; RowStale.
 */
export const introduce = (context: Context, input: Introduction): Moved => {
  const { db, clock, actor } = context
  const done = transact(db, () => {
    const covered = coveredFor(context, 'supporters.introduce', input)
    const supporter = activeSupporter(db, input.permitNo)
    const fit = fitOf(supporter, covered)
    if (!(fit.field && fit.county) && input.unfitReason === null) throw new Fault('SUPPORT_UNFIT', fit)
    const since = poolSince(db, covered.id) ?? covered.stateSince
    if (input.introducedOn < since || input.introducedOn > clock.today() || input.letterOn > input.introducedOn) {
      throw new Fault('SUPPORT_DATE', { since, today: clock.today() })
    }
    const id = uuidv7()
    const unfitReason = fit.field && fit.county ? null : input.unfitReason
    insertLink(db, {
      id, supporterNo: supporter.permitNo, dossierId: covered.id, introducedBy: input.introducedBy, introducedOn: input.introducedOn,
      letterNo: input.letterNo, letterOn: input.letterOn, unfitReason, at: clock.now().toISOString(), by: actor.username,
    })
    const { version, to } = moveDossier(context, covered, 'supporters.introduce', {
      kind: 'support.introduce',
      payload: {
        link_id: id, supporter_permit_no: supporter.permitNo, introduced_by: input.introducedBy, introduced_on: input.introducedOn,
        letter_no: input.letterNo, letter_on: input.letterOn, unfit_reason: unfitReason,
      },
    })
    return { version, state: to }
  })
  context.emit('dossier.changed', { dossierId: input.dossierId })
  return done
}

/**
 * T25: the supporter's yes (S4-11).
 * @throws Fault NOT_FOUND, DOSSIER_STATE, SUPPORTER_INACTIVE, SUPPORT_DATE; RowStale.
 */
export const accept = (context: Context, input: { dossierId: string; version: number; acceptedOn: IsoDay }): Moved => {
  const { db, clock } = context
  const done = transact(db, () => {
    const covered = coveredFor(context, 'supporters.accept', input)
    const link = liveLinkFor(liveLinkOf(db, covered.id))
    activeSupporter(db, link.supporterNo)
    if (input.acceptedOn < link.introducedOn || input.acceptedOn > clock.today()) {
      throw new Fault('SUPPORT_DATE', { since: link.introducedOn, today: clock.today() })
    }
    markAccepted(db, link.id, input.acceptedOn)
    const { version, to } = moveDossier(context, covered, 'supporters.accept', {
      kind: 'support.accept', payload: { link_id: link.id, supporter_permit_no: link.supporterNo, accepted_on: input.acceptedOn },
    })
    return { version, state: to }
  })
  context.emit('dossier.changed', { dossierId: input.dossierId })
  return done
}
