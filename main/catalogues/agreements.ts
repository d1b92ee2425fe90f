import type { Service } from '#contract/catalogues'
import type { IsoDay } from '#contract/values/jalali'
import { agreementOn } from '#db/catalogues/agreement-repo'
import type { Reader } from '#db/handle'

/**
 * Whether a service takes new dossiers on a day: until the closing day of the agreement then in force (S0-30, S2-18).
 * What was issued before stays as it is. A service without an agreement is open.
 */
export const serviceOpen = (db: Reader, service: Service, day: IsoDay): boolean => {
  const closesOn = agreementOn(db, service, day)?.closesOn ?? null
  return closesOn === null || day < closesOn
}
