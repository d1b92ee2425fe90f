import type { PaperOffice, PaperPhoto, PermitPaper } from '#contract/papers'
import { Fault } from '#main/app/fault'
import type { Context } from '#main/app/ports'
import { settingsOf } from '#main/catalogues/index'
import { documentHandlers } from '#main/documents/index'
import { permitHandlers } from '#main/permits/index'
import { documentsOf, type DocumentRow } from '#db/documents/document-repo'
import type { Reader } from '#db/handle'
import { findPermit } from '#db/permits/permit-repo'
import { printsOf } from '#db/papers/print-repo'
import { paperOffice, signersIn } from './paper-office'

/** The holder's photo: the newest sound picture of the dossier, or of the permit that this one follows (S4-14). */
const photoRow = (db: Reader, no: string): DocumentRow | null => {
  for (let permit = findPermit(db, no); permit; permit = permit.predecessorNo === null ? undefined : findPermit(db, permit.predecessorNo)) {
    const found = documentsOf(db, permit.dossierId).filter(({ kind, state, file }) => kind === 'photos' && state !== 'rejected' && file?.type.startsWith('image/'))
    if (found[0]) return found[0]
  }
  return null
}

/** The whole picture, read as anybody reads it: with its entry in the ledger. A file that is lost leaves the place empty. */
const wholePhoto = async (context: Context, row: DocumentRow): Promise<PaperPhoto | null> => {
  try {
    const { type, contentBase64 } = await documentHandlers.read(context, { id: row.id })
    return type === 'application/pdf' ? null : { type, base64: contentBase64 }
  } catch (error) {
    if (error instanceof Fault && error.code === 'DOCUMENT_LOST') return null
    throw error
  }
}

const smallPhoto = (row: DocumentRow): PaperPhoto | null => (row.thumbnail ? { type: 'image/jpeg', base64: row.thumbnail.toString('base64') } : null)

const clauses = (db: Reader): string[] => settingsOf(db).permitConditions.split('\n').map((one) => one.trim()).filter((one) => one !== '')

/** `print`: with the whole photo, and only of a document that still is what was signed. `screen`: with the small one. `masked`: without. */
export type PaperUse = 'print' | 'screen' | 'masked'
export type PaperMaker = (no: string, use: PaperUse) => Promise<PermitPaper>

/**
 * Makes papers of registered permits as they stand now. `copy` is the number that the next print would have.
 * @throws Fault NOT_FOUND; for a print PERMIT_DAMAGED {no} when signature, bytes, row and face no longer belong together.
 */
export const paperMaker = (context: Context): PaperMaker => {
  const { db, clock } = context
  const signerOf = signersIn(context)
  const conditions = clauses(db)
  const offices = new Map<string, PaperOffice>()
  const officeOf = (county: string): PaperOffice => {
    const office = offices.get(county) ?? paperOffice(context, county)
    offices.set(county, office)
    return office
  }
  return async (no, use) => {
    const detail = await permitHandlers.read(context, { no })
    if (use === 'print' && detail.verdict.outcome !== 'valid') throw new Fault('PERMIT_DAMAGED', { no })
    // A company has no face.
    const row = use === 'masked' || detail.face.representative !== undefined ? null : photoRow(db, no)
    return {
      form: 'permit', jws: detail.jws, bytes: detail.bytes, digest: detail.digest, face: detail.face, countyTitle: detail.countyTitle,
      agency: detail.agency, skillPaper: detail.skillPaper, signer: signerOf(detail.kid, detail.signedBy),
      status: detail.status, statusOn: detail.history.at(-1)?.on ?? detail.issuedOn, successorNo: detail.successorNo, asOf: clock.now().toISOString(),
      photo: row && (use === 'print' ? await wholePhoto(context, row) : smallPhoto(row)), conditions,
      copy: printsOf(db, { what: 'permit', id: no }) + 1, office: officeOf(findPermit(db, no)?.countyCode ?? ''),
    }
  }
}
