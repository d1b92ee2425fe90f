import { Fault } from '#main/app/fault'
import type { Context } from '#main/app/ports'
import { allotNumber } from '#main/ledger/index'
import { sealSigner } from '#main/signing/index'
import { assertMay } from '#main/workflow/index'
import { findDossier } from '#db/dossiers/dossier-repo'
import { lastDelivered } from '#db/permits/delivery-repo'
import { transact } from '#db/transact'
import { allotPlace, buildPayload } from './build-payload'
import { basisOf, mayBeIssued } from './predecessor'
import { storePermit } from './store-permit'
import { titlesIn } from './titles'

/**
 * T05, P02: the office's seal confirms a filed dossier of a registration-based field at once. The visit is due, and a
 * loan possible, from the 45th day on (S1-B6, S1-A10). Runs inside the caller's transaction and moves the dossier to
 * `issued` itself.
 * @returns the confirmation's number.
 * @throws Fault NOT_FOUND, DOSSIER_STATE, SEAL_KEY_ABSENT.
 */
export const confirmInstantly = (context: Context, dossierId: string): string =>
  transact(context.db, () => {
    const { db, clock, office } = context
    const dossier = findDossier(db, dossierId)
    if (!dossier) throw new Fault('NOT_FOUND')
    assertMay(dossier.state, 'permits.confirmInstantly')
    if (dossier.path !== 'registration_based') throw new Fault('DOSSIER_STATE', { path: dossier.path })
    if (!mayBeIssued(db, dossier)) throw new Fault('DOSSIER_STATE', { command: 'permits.confirmInstantly' })
    const signer = sealSigner(context)
    try {
      const on = clock.today()
      const no = allotNumber(db, 'C', dossier.countyCode, on)
      const built = buildPayload(dossier, titlesIn(context).field(dossier.fieldCode ?? ''), {
        kind: 'confirmation', no, unit: dossier.countyCode, on, at: clock.now(), place: allotPlace(db, dossier.countyCode, no), hand: null, test: office.training,
      }, basisOf(db, dossier))
      const jws = signer.sign('permit+jws', built.bytes)
      storePermit(context, dossier, { ...built, jws, kid: signer.kid, keyEntry: lastDelivered(db, 'Key', signer.kid), signedBy: 'seal', seen: 'none' })
      return no
    } finally {
      signer.close()
    }
  })
