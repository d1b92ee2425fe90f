import type { PaperOffice, PaperSigner } from '#contract/papers'
import type { SigningKey } from '#contract/signing'
import type { Context } from '#main/app/ports'
import { settingsOf } from '#main/catalogues/index'
import { signingKeys } from '#main/signing/index'
import { contactsOfCounty } from '#db/enquiries/contact-repo'
import { findStaff } from '#db/staff/staff-repo'

/** Two are enough for a foot of a page. */
const mostPhones = 2

/** Head and foot of a paper from the office's settings of today; the experts are those of the county it is for (S3-14). */
export const paperOffice = ({ db, office }: Context, countyCode: string): PaperOffice => {
  const settings = settingsOf(db)
  return {
    name: office.name, letterhead: settings.letterhead, serviceUnit: settings.serviceUnit, address: settings.officeAddress,
    phone: settings.officePhone, complaintAddress: settings.complaintAddress, legalBasis: settings.legalBasis,
    expertPhones: contactsOfCounty(db, countyCode).slice(0, mostPhones).map(({ phone }) => phone),
  }
}

/** Who signed, and what the key is worth; the keys are read once for a whole list. */
export const signersIn = (context: Context): ((kid: string, signedBy: string) => PaperSigner) => {
  const trusts = new Map<string, SigningKey['trust']>(signingKeys(context).map((key) => [key.kid, key.trust]))
  return (kid, signedBy) => {
    const person = signedBy === 'seal' ? undefined : findStaff(context.db, signedBy)
    return {
      // A key that is not on record is worth the least.
      kid, trust: trusts.get(kid) ?? 'office_internal', name: signedBy === 'seal' ? null : (person?.displayName ?? signedBy), post: person?.post ?? '',
    }
  }
}
