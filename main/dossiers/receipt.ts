import type { Receipt } from '#contract/dossiers'
import { Fault } from '#main/app/fault'
import type { Context } from '#main/app/ports'
import { findAgency, findCounty, findField } from '#main/catalogues/index'
import { appendEntry } from '#main/ledger/index'
import { counterFilingOf } from '#db/dossiers/counter-repo'
import { countReceipt, findDossier, type DossierRow } from '#db/dossiers/dossier-repo'
import { transact } from '#db/transact'
import { clockOf, clockOfRow } from './clock-of'
import { holderName } from './identity'
import { receivedPapers } from './intake-check'

/**
 * The receipt of a filed dossier (S0-09): its code, the look-up day and the last of the fourteen.
 * @throws Fault DOSSIER_STATE for a draft: nothing has been received yet.
 */
export const receiptOf = ({ db, clock, office }: Context, dossier: DossierRow, copy: number): Receipt => {
  const { plan, filedOn } = dossier
  if (!plan || !filedOn) throw new Fault('DOSSIER_STATE', { from: dossier.state, command: 'dossiers.printReceipt' })
  const { lookUpOn, dueOn } = clockOfRow(db, dossier, clock.today()) ?? clockOf({ filedOn, dueOn: null, pauses: [] }, filedOn, false)
  return {
    trackingCode: dossier.trackingCode, name: holderName(dossier), fieldTitle: findField(db, plan.fieldCode)?.title ?? plan.fieldCode,
    agencyTitle: findAgency(db, dossier.agencyCode ?? '')?.title ?? '', officeName: office.name, counter: counterFilingOf(db, dossier.id),
    countyTitle: findCounty(db, dossier.countyCode)?.title ?? dossier.countyCode, filedOn, lookUpOn, dueOn,
    received: receivedPapers({ db }, dossier), pendingSkill: plan.skillEvidence === 'pending', copy,
    confirmationNo: dossier.path === 'registration_based' ? dossier.permitNo : null,
  }
}

/** One more print of the receipt; every print is counted and logged (S0-09). */
export const printReceipt = (context: Context, { id }: { id: string }): Receipt =>
  transact(context.db, () => {
    const dossier = findDossier(context.db, id)
    if (!dossier) throw new Fault('NOT_FOUND')
    const receipt = receiptOf(context, dossier, countReceipt(context.db, id))
    appendEntry(context, {
      kind: 'receipt.print', aggregate: { type: 'Dossier', id }, baseVersion: dossier.version,
      payload: { tracking_code: receipt.trackingCode, copy: receipt.copy },
    })
    return receipt
  })
