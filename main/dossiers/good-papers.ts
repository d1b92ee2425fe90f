import { neededDocuments, type DocumentKind } from '#contract/dossiers'
import { findField } from '#main/catalogues/index'
import { attachedKinds, rejectedKinds } from '#db/documents/document-repo'
import type { DossierRow } from '#db/dossiers/dossier-repo'
import type { Reader } from '#db/handle'
import { foundationsOf } from './agencies'

/**
 * The papers that a permit may stand on: ticked at the counter or scanned, for a correction in the dossier that it corrects
 * too. A tick says that something came, the expert's rejection that it was not good: the later word counts, until another
 * scan or a waiver answers the line.
 */
export const goodPapers = (db: Reader, row: DossierRow): DocumentKind[] => {
  const good = new Set(row.plan?.documents ?? [])
  for (const id of foundationsOf(db, row)) {
    for (const kind of rejectedKinds(db, id)) good.delete(kind)
    for (const kind of attachedKinds(db, id)) good.add(kind)
  }
  return [...good]
}

/** Papers that the applicant and the field need (S4-12…S4-18). */
export const neededPapers = (db: Reader, { person, plan, fieldCode }: DossierRow): DocumentKind[] =>
  neededDocuments(person.gender, plan?.skillEvidence ?? 'pending', fieldCode !== null && (findField(db, fieldCode)?.hygiene ?? false))

/** Needed papers that never came, or whose scan the expert rejected. */
export const missingPapers = (db: Reader, row: DossierRow): DocumentKind[] => {
  const good = goodPapers(db, row)
  return neededPapers(db, row).filter((kind) => !good.includes(kind))
}
