import { uuidv7 } from 'uuidv7'
import type { AidDesk, GuidanceTopic } from '#contract/livelihood'
import { Fault } from '#main/app/fault'
import type { Context } from '#main/app/ports'
import { serviceOpen, settingsOf } from '#main/catalogues/index'
import { appendEntry } from '#main/ledger/index'
import { agreementOn } from '#db/catalogues/agreement-repo'
import { countGuidance, insertGuidance } from '#db/livelihood/aid-desk-repo'
import { transact } from '#db/transact'

/** Where people are sent and which text is in force (S2-07, S2-14, S2-17, S2-18). */
export const desk = ({ db, clock }: Context): AidDesk => {
  const { aidAddress, aidPhone, complaintAddress } = settingsOf(db)
  const today = clock.today()
  const text = agreementOn(db, 'aid', today)
  return {
    portalUrl: aidAddress, complaintUrl: complaintAddress, enquiryPhones: bothWritings(aidPhone), textVersion: text?.version ?? 0, textFrom: text?.from ?? null,
    open: serviceOpen(db, 'aid', today), givenToday: countGuidance(db, today, today).reduce((sum, { given }) => sum + given, 0),
  }
}

/** The number as dialled from anywhere and from its own city: 021-6369 is both 0216369 and 6369 (S2-14). */
export const bothWritings = (phone: string): string[] => {
  const local = phone.split('-').at(-1) ?? phone
  return [...new Set([phone.replaceAll('-', ''), local])].filter((number) => number !== '')
}

/**
 * Records that guidance was given: day, topic, text version and clerk, nothing about the citizen (S2-07).
 * @throws Fault AID_SERVICE_CLOSED for the way to file once a law has ended the service (S2-18).
 */
export const guide = (context: Context, { topic }: { topic: GuidanceTopic }): { topic: GuidanceTopic; textVersion: number; on: string } => {
  const { db, clock, actor } = context
  const on = clock.today()
  if (topic === 'file' && !serviceOpen(db, 'aid', on)) throw new Fault('AID_SERVICE_CLOSED')
  return transact(db, () => {
    const id = uuidv7()
    const textVersion = agreementOn(db, 'aid', on)?.version ?? 0
    insertGuidance(db, { id, on, topic, textVersion, clerk: actor.username })
    appendEntry(context, { kind: 'aid.guide', aggregate: { type: 'AidGuidance', id }, baseVersion: 0, payload: { on, topic, text_version: textVersion } })
    return { topic, textVersion, on }
  })
}
