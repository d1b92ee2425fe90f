import type { DossierState } from '#contract/dossiers'
import type { ScanKind } from '#contract/documents'
import { Fault } from '#main/app/fault'
import { findField } from '#main/catalogues/index'
import { findDossier, type DossierRow } from '#db/dossiers/dossier-repo'
import type { DocumentRow } from '#db/documents/document-repo'
import type { Reader } from '#db/handle'

/** While the Director decides, the papers stand still: what is signed upon is what was reviewed. */
export const mayAdd = (state: DossierState): boolean => state !== 'awaiting_signature'

const ended: ReadonlySet<DossierState> = new Set<DossierState>(['issued', 'refused', 'withdrawn', 'lapsed', 'handed_over', 'closed_by_death'])

/** An end stands on its papers: from then on they are only added to (later skill evidence, S1-B7; a death certificate). */
export const mayChange = (state: DossierState): boolean => mayAdd(state) && !ended.has(state)

export const mayRemove = (state: DossierState): boolean => state === 'draft'

/** A rejected file was not decided upon: its place may always be taken by a better one. */
export const mayReplace = (state: DossierState, row: DocumentRow): boolean => mayChange(state) || (mayAdd(state) && row.state === 'rejected')

/** @throws Fault NOT_FOUND, and DOSSIER_STATE where `allowed` says no. */
export const dossierFor = (db: Reader, id: string, allowed: (state: DossierState) => boolean): DossierRow => {
  const row = findDossier(db, id)
  if (!row) throw new Fault('NOT_FOUND')
  if (!allowed(row.state)) throw new Fault('DOSSIER_STATE')
  return row
}

/** Titles of the confirmations that the dossier's field needs before anything is signed (S0-18). */
export const confirmationsNeeded = (db: Reader, { fieldCode }: Pick<DossierRow, 'fieldCode'>): string[] =>
  fieldCode === null ? [] : (findField(db, fieldCode)?.confirmations ?? [])

/** A confirmation is one of the field's own; «other» says what it is; the rest say it by their kind. @throws Fault DOCUMENT_TITLE. */
export const checkTitle = (db: Reader, dossier: DossierRow, kind: ScanKind, title: string): void => {
  const fits = kind === 'agency-confirmation' ? confirmationsNeeded(db, dossier).includes(title) : kind === 'other' ? title !== '' : title === ''
  if (!fits) throw new Fault('DOCUMENT_TITLE')
}
