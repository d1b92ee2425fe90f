import { uuidv7 } from 'uuidv7'
import type { ExpertContact } from '#contract/enquiries'
import { Fault } from '#main/app/fault'
import type { Context } from '#main/app/ports'
import { findCounty } from '#main/catalogues/index'
import { appendEntry } from '#main/ledger/index'
import { contactWithPhone, contactsOfCounty, endContact, findContact, insertContact, listContacts, updateContact, type ContactRow } from '#db/enquiries/contact-repo'
import type { Reader } from '#db/handle'
import { transact } from '#db/transact'

/** Whom a citizen of a county may call: its own experts first, then the provincial ones (S0-26, S3-14). */
export const contactsOf = (db: Reader, countyCode: string): ExpertContact[] => contactsOfCounty(db, countyCode)

export const contacts = ({ db }: Context, { countyCode }: { countyCode: string | null }): { items: ExpertContact[] } =>
  ({ items: countyCode === null ? listContacts(db) : contactsOf(db, countyCode) })

/**
 * Adds a contact or writes it again (S0-26). The same phone stands once in a county.
 * @throws Fault CONTACT_EXISTS, INPUT_INVALID for an unknown county; RowStale.
 */
export const saveContact = (context: Context, input: ContactRow & { id: string | null; version: number | null }): ExpertContact =>
  transact(context.db, (db) => {
    const { id: known, version, ...row } = input
    if (row.countyCode !== null && !findCounty(db, row.countyCode)) throw new Fault('INPUT_INVALID', {}, [{ field: 'countyCode', reason: 'COUNTY_UNKNOWN' }])
    const holder = contactWithPhone(db, row.countyCode, row.phone)
    if (holder !== undefined && holder !== known) throw new Fault('CONTACT_EXISTS', {}, [])
    const id = known ?? uuidv7()
    if (known === null) insertContact(db, id, row)
    else updateContact(db, id, version ?? 0, row)
    appendEntry(context, {
      kind: 'contact.save', aggregate: { type: 'ExpertContact', id }, baseVersion: known === null ? 0 : (version ?? 0),
      payload: { county_code: row.countyCode, name: row.name, post: row.post, phone: row.phone, hours: row.hours },
    })
    return findContact(db, id)!
  })

/** The contact is shown no more; the ledger keeps who it was. @throws RowStale. */
export const removeContact = (context: Context, { id, version }: { id: string; version: number }): Record<string, never> =>
  transact(context.db, (db) => {
    endContact(db, id, version)
    appendEntry(context, { kind: 'contact.end', aggregate: { type: 'ExpertContact', id }, baseVersion: version, payload: {} })
    return {}
  })
