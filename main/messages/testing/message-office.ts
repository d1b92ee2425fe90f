import { uuidv7 } from 'uuidv7'
import type { Role } from '#contract/define'
import type { MessageKey, MessageVars, MessageView } from '#contract/messages'
import type { Context } from '#main/app/ports'
import type { Writer } from '#db/handle'
import { createDb, freshHome } from '#db/testing/memory-db'
import { transact } from '#db/transact'
import { messagesOf, tellApplicant, type Recipient } from '../index'

export const trackingCode = 'T-0603-05-02-00123-5'

export type MessageOffice = {
  db: Writer
  as: (role: Role | 'system') => Context
  setNow: (instant: string) => void
  emitted: string[]
  /** Tells in a transaction of its own. @returns the message just written. */
  tell: (key: MessageKey, vars?: MessageVars, to?: Partial<Recipient>) => MessageView
  of: (dossierId?: string) => MessageView[]
  kinds: () => string[]
  payloads: (kind: string) => Record<string, unknown>[]
}

export const dossierId = '019ab000-0000-7000-8000-000000000001'
/** An id of a dossier that no other test uses. */
export const otherDossier = (): string => uuidv7()

/** An office with nothing but its messages: a real encrypted file. Tests never share one. */
export const createOffice = (db: Writer = createDb()): MessageOffice => {
  const home = freshHome()
  let now = '2026-11-21T06:00:00.000Z'
  const emitted: string[] = []
  const as = (role: Role | 'system'): Context => ({
    db, home, office: { name: 'اداره‌کل خوزستان', unit: '0600', training: true }, actor: { username: role, displayName: role, role },
    clock: { now: () => new Date(now), today: () => now.slice(0, 10) },
    vault: { openUserKey: () => { throw new Error('no key is needed here') } },
    emit: (event) => void emitted.push(event), log: { write: () => undefined },
  })
  return {
    db, as, emitted, setNow: (instant) => { now = instant },
    tell: (key, vars = {}, to = {}) => {
      const recipient = { dossierId, trackingCode, mobile: '09161234567', ...to }
      transact(db, () => { tellApplicant(as('clerk'), recipient, key, vars) })
      return messagesOf(db, recipient.dossierId).at(-1)!
    },
    of: (id = dossierId) => messagesOf(db, id),
    kinds: () => db.prepare<[], string>('SELECT kind FROM ledger_entries ORDER BY seq').pluck().all(),
    payloads: (kind) => db.prepare<[string], string>('SELECT payload FROM ledger_entries WHERE kind = ? ORDER BY seq').pluck().all(kind)
      .map((payload) => JSON.parse(payload) as Record<string, unknown>),
  }
}
