import { messageKeys, type MessageKey, type MessageTemplate } from '#contract/messages'
import { hasLooseBrace, placeholderNames, placeholdersOf, type Placeholder } from '#contract/values/sms'
import { RowStale } from '#db/faults'
import type { Reader } from '#db/handle'
import { insertTemplate, latestTemplate } from '#db/messages/template-repo'
import { transact } from '#db/transact'
import { Fault } from '#main/app/fault'
import type { Context } from '#main/app/ports'
import { appendEntry, sha256 } from '#main/ledger/index'
import { kindOf } from './kind-of'
import { shippedTemplates } from './shipped-templates'

/** Known of every message, whoever writes it. */
const always: readonly Placeholder[] = ['code', 'phone', 'url']

const requiredOf = (key: MessageKey): Placeholder[] => {
  const shipped = placeholdersOf(shippedTemplates[key])
  return placeholderNames.filter((name) => shipped.includes(name))
}
const allowedOf = (key: MessageKey): Placeholder[] => {
  const required = requiredOf(key)
  return placeholderNames.filter((name) => required.includes(name) || always.includes(name))
}

/** The text that goes out today, and its version: the office's newest, or the shipped one. */
export const currentTemplate = (db: Reader, key: MessageKey): { version: number; text: string; by: string | null; at: string | null } =>
  latestTemplate(db, key) ?? { version: 1, text: shippedTemplates[key], by: null, at: null }

export const listTemplates = (db: Reader): MessageTemplate[] => messageKeys.map((key) => ({
  key, kind: kindOf(key), ...currentTemplate(db, key), shipped: shippedTemplates[key], allowed: allowedOf(key), required: requiredOf(key),
}))

/** What is wrong with a text: placeholders that this message has no value for, and those without which it says nothing. */
export const templateFaults = (key: MessageKey, text: string): { unknown: string[]; missing: string[]; looseBrace: boolean } => {
  const used = placeholdersOf(text)
  const allowed: readonly string[] = allowedOf(key)
  return { unknown: used.filter((name) => !allowed.includes(name)), missing: requiredOf(key).filter((name) => !used.includes(name)), looseBrace: hasLooseBrace(text) }
}

/**
 * A new version of a text; what was queued before keeps the one it was written with.
 * @throws Fault TEMPLATE_PLACEHOLDERS {unknown, missing}, TEMPLATE_UNCHANGED; RowStale when somebody saved meanwhile.
 */
export const saveTemplate = (context: Context, input: { key: MessageKey; version: number; text: string }): { version: number } => {
  const { db, clock, actor } = context
  const { unknown, missing, looseBrace } = templateFaults(input.key, input.text)
  if (unknown.length > 0 || missing.length > 0 || looseBrace) {
    throw new Fault('TEMPLATE_PLACEHOLDERS', { unknown: looseBrace ? [...unknown, '{ }'] : unknown, missing }, [{ field: 'text', reason: 'INVALID' }])
  }
  return transact(db, () => {
    const before = currentTemplate(db, input.key)
    if (before.version !== input.version) throw new RowStale(input.key)
    if (before.text === input.text) throw new Fault('TEMPLATE_UNCHANGED')
    const version = before.version + 1
    insertTemplate(db, { key: input.key, version, text: input.text, by: actor.username, at: clock.now().toISOString() })
    appendEntry(context, {
      kind: 'template.save', aggregate: { type: 'Reference', id: `message-template:${input.key}` }, baseVersion: before.version,
      payload: { key: input.key, version, old_digest: sha256(before.text), new_digest: sha256(input.text) },
    })
    return { version }
  })
}
