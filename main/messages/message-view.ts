import type { MessageContact, MessagePage, MessageState, MessageView } from '#contract/messages'
import type { Reader } from '#db/handle'
import { countInState, heldBack, pageOfMessages } from '#db/messages/message-list'
import { contactsOfCounty } from '#db/enquiries/contact-repo'
import { countToAsk, countToSend, countyOfDossier, findMessage, messagesOfDossier, type MessageRow } from '#db/messages/message-repo'
import type { Context } from '#main/app/ports'

export const viewOf = (db: Reader, row: MessageRow): MessageView => ({
  id: row.id, version: row.version, dossierId: row.dossierId, trackingCode: row.trackingCode, mobile: row.mobile, key: row.key,
  templateVersion: row.templateVersion, kind: row.kind, sms: row.sms, text: row.text, parts: row.parts, state: row.state, gateway: row.gateway,
  tries: row.tries, sameAs: row.sameAs, note: row.note, noteText: row.noteText,
  held: row.state === 'queued' && row.gateway === 'registry' && row.opId !== null && heldBack(db, row.opId),
  underWay: row.sendingSince !== null, createdAt: row.createdAt, handedOverAt: row.handedOverAt, endedAt: row.endedAt,
})

/** Everything an applicant was told in one dossier, oldest first (S3-12, S3-13). */
export const messagesOf = (db: Reader, dossierId: string): MessageView[] => messagesOfDossier(db, dossierId).map((row) => viewOf(db, row))

const placeOf = (after: string | null): { rank: number; id: string } | null => {
  const found = /^([012]):([0-9a-f-]{36})$/.exec(after ?? '')
  return found ? { rank: Number(found[1]), id: found[2]! } : null
}

/** «۰۹۱۶•••۴۵۶۷»: an auditor checks that people were told, not who they are. */
const masked = (mobile: string): string => (mobile === '' ? '' : `${mobile.slice(0, 4)}•••${mobile.slice(-4)}`)

/** S3-14: whoever asks about a message that came twice is told whom to call. */
const contactsFor = (db: Reader, dossierId: string): MessageContact[] =>
  contactsOfCounty(db, countyOfDossier(db, dossierId) ?? '').map(({ name, post, phone }) => ({ name, post, phone }))

/** One page by keyset, so that it costs the same however deep it lies. */
export const listMessages = (
  { db, actor, clock }: Context, input: { dossierId: string | null; state: MessageState | null; after: string | null; limit: number },
): MessagePage => {
  const places = pageOfMessages(db, { ...input, after: placeOf(input.after) })
  const last = places.at(-1)
  const items = places.map(({ id }) => viewOf(db, findMessage(db, id)!))
  return {
    items: actor.role === 'auditor' ? items.map((item) => ({ ...item, mobile: masked(item.mobile) })) : items,
    next: places.length === input.limit && last ? `${last.rank}:${last.id}` : null,
    waiting: { queued: countInState(db, 'queued'), failed: countInState(db, 'failed'), withheld: countInState(db, 'withheld') },
    toSend: countToSend(db),
    toAsk: countToAsk(db, clock.now().toISOString()),
    contacts: input.dossierId !== null && items.some(({ sameAs }) => sameAs !== null) ? contactsFor(db, input.dossierId) : [],
  }
}
