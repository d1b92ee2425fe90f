import { seenFields, type DeskChange, type SeenField, type SeenValue } from '#contract/desk'
import type { DocumentState, ScanKind } from '#contract/documents'
import { holderName, opinionsFor } from '#main/dossiers/index'
import { documentsOf, type DocumentRow } from '#db/documents/document-repo'
import { latestReview, type DossierRow } from '#db/dossiers/dossier-repo'
import type { Reader } from '#db/handle'
import type { Titles } from '../titles'

/** A paper as it lay there: which file, and what the expert found. */
export type SeenPaper = { kind: ScanKind; title: string; no: number; state: DocumentState; sha256: string | null }

/** A dossier as the Director sees it at one moment, in plain values. */
export type Seen = { fields: Record<SeenField, SeenValue>; papers: SeenPaper[] }

/** What of a dossier would have to differ for her to look again: everything beside the sheet, by value. */
export const seenOf = (db: Reader, dossier: DossierRow, titles: Titles): Seen => {
  const { person, plan, entity, answers } = dossier
  const review = latestReview(db, dossier.id)
  const opinion = opinionsFor(db, dossier).at(-1)
  return {
    fields: {
      name: holderName(dossier), fatherName: person.fatherName, birthDate: person.birthDate, mobile: person.mobile, address: person.address,
      postalCode: person.postalCode, county: titles.county(dossier.countyCode), governmentEmployee: person.governmentEmployee,
      entity: entity?.legalId ?? null, representative: entity ? `${person.firstName} ${person.lastName}، ${entity.representativePost}` : null,
      activityType: dossier.activityType, coveredCommitted: answers.coveredCommitted, answers: JSON.stringify(answers),
      field: dossier.fieldCode === null ? null : titles.field(dossier.fieldCode), planTitle: plan?.planTitle ?? null,
      planDetails: plan?.details ? JSON.stringify(plan.details) : null, skillEvidence: plan?.skillEvidence ?? null, loanWanted: plan?.loanWanted ?? null,
      loanAmount: plan?.loanAmountRial ?? null, sheba: plan?.sheba ?? null,
      opinion: opinion ? `${opinion.signerName}، ${opinion.decidedOn}` : null, proposal: review?.proposal ?? null,
      reasons: review && review.reasons.length > 0 ? review.reasons.join('؛ ') : null, readiness: review?.readiness ?? null,
      reviewer: review?.expert ?? null, reviewNote: review?.note || null, reviewedAt: review?.at ?? null,
    },
    papers: documentsOf(db, dossier.id).map(({ kind, title, no, state, file }) => ({ kind, title, no, state, sha256: file?.sha256 ?? null })),
  }
}

type FieldChange = Omit<Extract<DeskChange, { what: 'field' }>, 'at' | 'by'>
type PaperChange = Omit<Extract<DeskChange, { what: 'paper' }>, 'at' | 'by'>

/**
 * What differs between two looks, fields first, each in the contract's order. A value that an older look didn't keep is no
 * difference.
 */
export const differences = (old: Seen, now: Seen): (FieldChange | PaperChange)[] => {
  const fields = seenFields.flatMap((field): FieldChange[] =>
    !Object.hasOwn(old.fields, field) || old.fields[field] === now.fields[field] ? [] : [{ what: 'field', field, old: old.fields[field], new: now.fields[field] }])
  const placeOf = ({ kind, title, no }: SeenPaper): string => JSON.stringify([kind, title, no])
  const before = new Map(old.papers.map((paper) => [placeOf(paper), paper]))
  const after = new Map(now.papers.map((paper) => [placeOf(paper), paper]))
  const papers = [...new Map([...after, ...before]).keys()].flatMap((place): PaperChange[] => {
    const [was, is] = [before.get(place), after.get(place)]
    const change = !was ? 'added' : !is ? 'gone' : was.sha256 !== is.sha256 ? 'replaced' : was.state !== is.state ? 'judged' : null
    const paper = is ?? was
    return change && paper ? [{ what: 'paper', kind: paper.kind, title: paper.title, no: paper.no, change, old: was?.state ?? null, new: is?.state ?? null }] : []
  })
  return [...fields, ...papers]
}

/** Who did a paper's change, by its own row. */
export const byOfPaper = (documents: readonly DocumentRow[], { kind, title, no, change }: PaperChange): { at: string; by: string } | null => {
  const row = documents.find((one) => one.kind === kind && one.title === title && one.no === no)
  if (!row) return null
  if (change !== 'judged' || row.decidedAt === null || row.decidedBy === null) return { at: row.attachedAt, by: row.attachedBy }
  return { at: row.decidedAt, by: row.decidedBy }
}
