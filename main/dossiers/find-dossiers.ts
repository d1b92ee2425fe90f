import type { LegalEntity } from '#contract/applicants'
import type { DossierState, DossierSummary, Person } from '#contract/dossiers'
import { codeText } from '#contract/values/text'
import { parseMobile } from '#contract/values/mobile'
import { parseTrackingCode } from '#contract/values/tracking-code'
import type { Context } from '#main/app/ports'
import { findCounty, findField } from '#main/catalogues/index'
import { searchDossiers, type Page, type SearchBy } from '#db/dossiers/dossier-search'
import { dossiersOfHolder, dossiersOfPerson, findByAnyCode, type DossierRow } from '#db/dossiers/dossier-repo'
import { clockOfRow } from './clock-of'
import { holderName, maskedId, nameQuery } from './identity'

/** One row of a list: who, what, where it stands and how long is left. */
export const summarise = ({ db, clock }: Pick<Context, 'db' | 'clock'>, row: DossierRow): DossierSummary => ({
  id: row.id, version: row.version, trackingCode: row.trackingCode, state: row.state, activityType: row.activityType,
  caseType: row.caseType, name: holderName(row),
  nationalIdMasked: maskedId(row.person.nationalId),
  fieldTitle: row.fieldCode === null ? '' : (findField(db, row.fieldCode)?.title ?? row.fieldCode),
  countyTitle: findCounty(db, row.countyCode)?.title ?? row.countyCode,
  clock: clockOfRow(db, row, clock.today()), stateSince: row.stateSince, agencyDueOn: row.agencyDueOn,
  loanWanted: row.plan?.loanWanted ?? false,
})

/** What a typed text is looked for as, or null when nothing can match it. */
export const searchBy = (text: string): SearchBy | null => {
  const typed = codeText(text)
  if (typed === '') return { by: 'all' }
  const code = parseTrackingCode(typed)
  if (code) return { by: 'trackingCode', code }
  const digits = typed.replace(/[\s-]/g, '')
  if (/^\+?\d+$/.test(digits)) return byDigits(digits)
  // A code of the centre has no form of ours: with a digit in it, it is no name either.
  if (/\d/.test(typed)) return { by: 'trackingCode', code: typed }
  const match = nameQuery(text)
  return match === null ? null : { by: 'name', match }
}

const byDigits = (digits: string): SearchBy => {
  const mobile = parseMobile(digits)
  if (digits.length > 10 && 'value' in mobile) return { by: 'mobile', mobile: mobile.value }
  if (digits.length === 11) return { by: 'legalId', legalId: digits }
  if (digits.length === 10) return { by: 'nationalId', nationalId: digits }
  return digits.length < 10 ? { by: 'digits', digits } : { by: 'trackingCode', code: digits }
}

type Wanted = Omit<Page, 'states'> & { text: string; states: DossierState[] }
type Found = { items: DossierSummary[]; next: string | null; total: number; more: boolean }

/** Newest first, by keyset: `next` is the last row's id, so a page costs the same however deep it lies. */
export const find = (context: Context, input: Wanted): Found => {
  const known = byCode(context, input.text)
  if (known) return fits(known, input) ? { items: [summarise(context, known)], next: null, total: 1, more: false } : nothing
  const search = searchBy(input.text)
  if (!search) return nothing
  const { rows, total, more } = searchDossiers(context.db, search, { ...input, states: [...new Set(input.states)], activityTypes: [...new Set(input.activityTypes)] })
  return {
    items: rows.map((row) => summarise(context, row)), next: rows.length === input.limit ? rows.at(-1)!.id : null, total, more,
  }
}

const nothing: Found = { items: [], next: null, total: 0, more: false }

/**
 * The dossier of a typed code, by itself in one statement: the commonest search. A code of the centre may look like anything,
 * a national ID too: a dossier that has it is what was meant (S0-09).
 */
const byCode = ({ db }: Context, text: string): DossierRow | undefined => {
  const typed = codeText(text)
  return typed === '' ? undefined : findByAnyCode(db, parseTrackingCode(typed) ?? typed)
}

const fits = (row: DossierRow, { states, activityTypes = [], countyCode, fieldCode, filedFrom, filedTo, after }: Wanted): boolean =>
  after === null && (states.length === 0 || states.includes(row.state)) && (activityTypes.length === 0 || activityTypes.includes(row.activityType)) &&
  (!countyCode || row.countyCode === countyCode) && (!fieldCode || row.fieldCode === fieldCode) &&
  (!filedFrom || (row.filedOn !== null && row.filedOn >= filedFrom)) && (!filedTo || (row.filedOn !== null && row.filedOn <= filedTo))

/**
 * What is known of a person, or a company, before the clerk types it again: the identity, and the address of the latest
 * dossier. Of a company also who stood for it last (S0-16).
 */
export const lookUpPerson = (
  context: Context, { nationalId, legalId }: { nationalId: string | null; legalId: string | null },
): { person: Person | null; entity: LegalEntity | null; dossiers: DossierSummary[] } => {
  const rows = legalId ? dossiersOfHolder(context.db, legalId) : nationalId ? dossiersOfPerson(context.db, nationalId) : []
  return { person: rows[0]?.person ?? null, entity: legalId ? (rows[0]?.entity ?? null) : null, dossiers: rows.map((row) => summarise(context, row)) }
}
