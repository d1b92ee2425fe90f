import type { CitizenLookUp, LookUpMessage } from '#contract/enquiries'
import type { Clock } from '#contract/dossiers'
import type { MessageView } from '#contract/messages'
import { codeText } from '#contract/values/text'
import { parseTrackingCode } from '#contract/values/tracking-code'
import { Fault } from '#main/app/fault'
import type { Context } from '#main/app/ports'
import { settingsOf } from '#main/catalogues/index'
import { dossierDetail, maskedId } from '#main/dossiers/index'
import { messagesOf } from '#main/messages/index'
import { searchDossiers } from '#db/dossiers/dossier-search'
import { findDossier } from '#db/dossiers/dossier-repo'
import { contactsOf } from './contacts'
import { isLate } from './late'

/**
 * The counter's look-up by tracking code (S3-13, S3-14): provisional or central, in any digits, with or without letter and
 * hyphens. Names never find anybody here.
 * @returns what is read out, or null when nobody has this code.
 * @throws Fault INPUT_INVALID when fourteen digits don't fit their check digit and no centre gave them.
 */
export const lookUp = (context: Context, { code }: { code: string }): { found: CitizenLookUp | null } => {
  const own = parseTrackingCode(code)
  const typed = own ?? codeText(code)
  const id = typed === '' ? undefined : searchDossiers(context.db, { by: 'trackingCode', code: typed }, { states: [], after: null, limit: 1 }).rows[0]?.id
  if (id !== undefined) return { found: readOut(context, id) }
  if (own === null && looksLikeOurs(typed)) throw new Fault('INPUT_INVALID', {}, [{ field: 'code', reason: 'TRACKING_CODE_CHECKSUM' }])
  return { found: null }
}

const looksLikeOurs = (typed: string): boolean => /^\d{14}$/.test(typed.replace(/^[Ttخ]/, '').replace(/[-\s\u200C]/g, ''))

const readOut = (context: Context, id: string): CitizenLookUp => {
  const { db, clock: { today } } = context
  const dossier = dossierDetail(context, id)
  const { officePhone, enquiryAddress, complaintAddress } = settingsOf(db)
  return {
    dossierId: id, trackingCode: dossier.trackingCode, centralCode: dossier.centralCode, name: dossier.name,
    nationalIdMasked: maskedId(dossier.person.nationalId), activityType: dossier.activityType, state: dossier.state, fieldTitle: dossier.fieldTitle,
    agencyTitle: dossier.agencyTitle, countyTitle: dossier.countyTitle, returnReason: dossier.returnReason, permitNo: dossier.permitNo,
    asked: dossier.asked?.items.filter(({ answer }) => answer === null).map(({ text }) => text) ?? [],
    clock: dossier.clock && clockOf(dossier.clock, today()),
    messages: messagesOf(db, id).map(toLine).reverse(),
    contacts: contactsOf(db, findDossier(db, id)?.countyCode ?? ''),
    complaintUrl: isLate(dossier.clock) ? complaintAddress : null, enquiryUrl: enquiryAddress, phone: officePhone,
  }
}

const clockOf = (clock: Clock, today: string): NonNullable<CitizenLookUp['clock']> => ({
  filedOn: clock.filedOn, lookUpOn: clock.lookUpOn, ownLookUpOpen: today >= clock.lookUpOn, dueOn: clock.pausedSince === null ? clock.dueOn : null,
  daysLeft: clock.daysLeft, paused: clock.pausedSince !== null, late: isLate(clock),
})

/** S3-14: a repeated message is marked as one, so that the clerk knows why the citizen asks. */
const toLine = ({ createdAt, text, state, sameAs }: MessageView): LookUpMessage => ({ at: createdAt, text, state, repeated: sameAs !== null })
