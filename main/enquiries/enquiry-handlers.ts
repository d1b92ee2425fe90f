import type { Handlers } from '#contract'
import type { Context } from '#main/app/ports'
import { complaints, answerComplaint, recordComplaint } from './complaints'
import { contacts, removeContact, saveContact } from './contacts'
import { evidence } from './evidence'
import { lookUp } from './look-up'
import { answer, ask, close, list } from './questions'

export const enquiryHandlers: Handlers<'enquiries', Context> = {
  ask, answer, close, list, recordComplaint, answerComplaint, complaints, evidence, lookUp, contacts, saveContact, removeContact,
}
