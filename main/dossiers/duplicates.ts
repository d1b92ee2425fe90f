import type { Duplicate } from '#contract/intake'
import { searchKey } from '#contract/values/text'
import { Fault } from '#main/app/fault'
import type { Context } from '#main/app/ports'
import { appendEntry } from '#main/ledger/index'
import { findDossier, type DossierRow } from '#db/dossiers/dossier-repo'
import { decisionsOn, insertDuplicateDecision, resembling, type Decision } from '#db/dossiers/duplicate-repo'
import { transact } from '#db/transact'
import { summarise } from './find-dossiers'
import { fullName } from './identity'
import { maskedPerson, maskedSheba, seesMasked } from './mask-person'
import { resembles } from './resemblance'

type Sameness = Duplicate['same'][number]

/** How much each likeness says; what only fits together with another says little by itself. */
const weights: Readonly<Record<Sameness, number>> = { holder: 32, sheba: 16, mobile: 12, name: 8, field: 6, address: 4, postalCode: 3 }
const shown = 30

/**
 * Dossiers that resemble this one, most alike first: of the same holder, or of others with the same mobile, account or address,
 * or with a like name and the same birth date. Found by index, never by reading all.
 * @throws Fault NOT_FOUND.
 */
export const duplicates = (context: Context, { id }: { id: string }): { items: Duplicate[] } => {
  const { db, actor } = context
  const mine = findDossier(db, id)
  if (!mine) throw new Fault('NOT_FOUND')
  const decided = decisionsOn(db, id)
  const masked = seesMasked(actor.role)
  const found = resembling(db, mine, (name) => resembles(fullName(mine.person), name)).map((row) => ({ row, same: samenessOf(mine, row) })).filter(({ same }) => same.some((one) => one !== 'field'))
  const score = (same: readonly Sameness[]): number => same.reduce((sum, one) => sum + weights[one], 0)
  return {
    items: found.sort((a, b) => score(b.same) - score(a.same) || (a.row.id < b.row.id ? 1 : -1)).slice(0, shown).map(({ row, same }) => ({
      dossier: summarise(context, row), same, person: masked ? maskedPerson(row.person) : row.person, entity: row.entity,
      planTitle: row.plan?.planTitle ?? null, sheba: masked ? maskedSheba(row.plan?.sheba ?? null) : (row.plan?.sheba ?? null),
      decision: decided.get(row.id) ?? null,
    })),
  }
}

const tight = (text: string): string => searchKey(text).replace(/[^\p{L}\p{N}]/gu, '')

const samenessOf = (a: DossierRow, b: DossierRow): Sameness[] => {
  const holder = a.holderId === b.holderId
  const alike: [Sameness, boolean][] = [
    ['holder', holder],
    ['field', a.fieldCode !== null && a.fieldCode === b.fieldCode],
    ['sheba', Boolean(a.plan?.sheba) && a.plan?.sheba === b.plan?.sheba],
    ['mobile', a.person.mobile === b.person.mobile],
    ['name', a.person.nationalId !== b.person.nationalId && a.person.birthDate === b.person.birthDate && resembles(fullName(a.person), fullName(b.person))],
    ['address', tight(a.person.address) === tight(b.person.address)],
    ['postalCode', a.person.postalCode === b.person.postalCode],
  ]
  return alike.flatMap(([what, same]) => (same ? [what] : []))
}

/**
 * What the expert found of two dossiers that resemble each other; asked again, the newest word counts. Nothing is merged.
 * @throws Fault NOT_FOUND when one of them is not there, or both are the same.
 */
export const resolveDuplicate = (context: Context, input: { id: string; otherId: string; decision: Decision; note: string }): { items: Duplicate[] } => {
  transact(context.db, (db) => {
    const [mine, other] = [findDossier(db, input.id), findDossier(db, input.otherId)]
    if (!mine || !other || mine.id === other.id) throw new Fault('NOT_FOUND')
    insertDuplicateDecision(db, { ...input, at: context.clock.now().toISOString(), by: context.actor.username })
    appendEntry(context, {
      kind: 'dossier.resolveDuplicate', aggregate: { type: 'Dossier', id: mine.id }, baseVersion: mine.version,
      payload: { tracking_code: mine.trackingCode, other: other.trackingCode, decision: input.decision, note: input.note },
    })
  })
  context.emit('dossier.changed', { dossierId: input.id })
  return duplicates(context, input)
}
