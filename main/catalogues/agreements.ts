import { services, type Agreement, type Service } from '#contract/catalogues'
import type { OutputOf } from '#contract'
import type { IsoDay } from '#contract/values/jalali'
import { Fault } from '#main/app/fault'
import type { Context } from '#main/app/ports'
import { appendEntry, sha256 } from '#main/ledger/index'
import { agreementOn, insertAgreement, listAgreements } from '#db/catalogues/agreement-repo'
import type { Reader } from '#db/handle'
import { transact } from '#db/transact'

/**
 * Whether a service takes new dossiers on a day: until the closing day of the agreement then in force (S0-30, S2-18).
 * What was issued before stays as it is. A service without an agreement is open.
 */
export const serviceOpen = (db: Reader, service: Service, day: IsoDay): boolean => {
  const closesOn = agreementOn(db, service, day)?.closesOn ?? null
  return closesOn === null || day < closesOn
}

/** Both services with every version of their agreements (S0-14, S0-29, S2-17). */
export const describeAgreements = (db: Reader, today: IsoDay): OutputOf<'catalogues.agreements'> => {
  const of = (service: Service) => ({
    open: serviceOpen(db, service, today), inForce: agreementOn(db, service, today)?.version ?? null, versions: listAgreements(db, service),
  })
  return { services: { home_business: of(services[0]), aid: of(services[1]) } }
}

export type NewAgreement = { service: Service; version: number; text: string; from: IsoDay; closesOn: IsoDay | null; closingLaw: string }

/**
 * Publishes the next version of a service's agreement; earlier ones stay readable (S0-29, S2-17).
 * @param wanted.version the newest version the person saw.
 * @throws Fault VERSION_STALE, AGREEMENT_ORDER {from} when it would begin before its predecessor, INPUT_INVALID.
 */
export const publishAgreement = (context: Context, wanted: NewAgreement): Agreement =>
  transact(context.db, (db) => {
    const newest = listAgreements(db, wanted.service)[0]
    if ((newest?.version ?? 0) !== wanted.version) throw new Fault('VERSION_STALE')
    if (newest && wanted.from < newest.from) throw new Fault('AGREEMENT_ORDER', { from: newest.from })
    assertClosing(wanted)
    const agreement: Agreement = {
      ...wanted, version: wanted.version + 1, closingLaw: wanted.closesOn === null ? '' : wanted.closingLaw,
      publishedAt: context.clock.now().toISOString(), publishedBy: context.actor.username,
    }
    insertAgreement(db, agreement)
    appendEntry(context, {
      kind: 'agreement.publish', aggregate: { type: 'Agreement', id: wanted.service }, baseVersion: wanted.version,
      payload: { service: wanted.service, version: agreement.version, from: agreement.from, closes_on: agreement.closesOn, closing_law: agreement.closingLaw, text: sha256(agreement.text) },
    })
    return agreement
  })

/** Only a law closes a service, and not before the version that says so is in force. */
const assertClosing = ({ from, closesOn, closingLaw }: NewAgreement): void => {
  if (closesOn === null) return
  if (closingLaw === '') throw new Fault('INPUT_INVALID', {}, [{ field: 'closingLaw', reason: 'REQUIRED' }])
  if (closesOn < from) throw new Fault('INPUT_INVALID', {}, [{ field: 'closesOn', reason: 'DATE_ORDER' }])
}
