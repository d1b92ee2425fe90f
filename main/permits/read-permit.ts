import type { PermitDetail, PermitPayload, PermitSummary, Standing, Verdict } from '#contract/permits'
import { Fault } from '#main/app/fault'
import type { Context } from '#main/app/ports'
import { findAgency } from '#main/catalogues/index'
import { hidden, maskedId, seesMasked } from '#main/dossiers/index'
import { officeKeys } from '#main/signing/index'
import { findDossier, latestOpinion } from '#db/dossiers/dossier-repo'
import { batchOfDigest } from '#db/permits/batch-repo'
import { deliveryOfPermit } from '#db/permits/delivery-repo'
import { skillPaperOf } from '#db/permits/deadline-repo'
import { findPermit, type PermitRow, type RegisterLine } from '#db/permits/permit-repo'
import { openCaseOf } from '#db/permits/revocation-repo'
import { historyOf } from '#db/permits/status-repo'
import type { Reader } from '#db/handle'
import { trustOfDocument } from './compromise/stands'
import { describeCase } from './revocations'
import type { Titles } from './titles'
import { faceFits, verifyPermitText } from './verify-permit'

/** One line of the register. */
export const toSummary = (line: Omit<RegisterLine, 'seq'>, titles: Titles): PermitSummary => ({
  no: line.no, kind: line.kind, status: line.status, name: line.name, fieldTitle: line.fieldTitle,
  countyTitle: titles.county(line.countyCode), issuedOn: line.issuedOn, loanWanted: line.loanWanted, dossierId: line.dossierId,
})

/** Checks a stored document as a stranger would, and that the row around it says the same. */
const verdictOn = (context: Context, permit: PermitRow): Verdict => {
  const verdict = verifyPermitText(permit.jws, officeKeys(context.db))
  if (verdict.outcome === 'invalid') return verdict
  const { payload, digest, kid } = verdict
  const sameRow = digest === permit.digest && (verdict.bat ?? null) === permit.bat && kid === permit.kid && payload.no === permit.no && payload.name === permit.name &&
    payload.on === permit.issuedOn && payload.fld === permit.fieldCode && payload.cty === permit.countyCode &&
    (payload.skl ?? null) === permit.skillDue && (payload.till ?? null) === permit.till && (payload.loan ?? null) === permit.loanFrom && permit.nationalId === permit.face.nationalId
  if (!sameRow) return { outcome: 'invalid', reason: 'payload' }
  return faceFits(payload, permit.face) ? verdict : { outcome: 'invalid', reason: 'face' }
}

/** S0-03: an auditor sees the face without what tells who and where; the salt too, for with it a hidden part could be guessed. */
const maskedFace = (face: PermitDetail['face']): PermitDetail['face'] => ({
  ...face, address: hidden, postalCode: hidden, fatherName: hidden, salt: '', nationalId: maskedId(face.nationalId),
})

/** A document with its face and the verdict on it, made anew at every reading. @throws Fault NOT_FOUND. */
export const readPermit = (context: Context, no: string, titles: Titles): PermitDetail => {
  const { db } = context
  const permit = findPermit(db, no)
  if (!permit) throw new Fault('NOT_FOUND')
  const opinion = latestOpinion(db, permit.dossierId)
  const agencyCode = findDossier(db, permit.dossierId)?.agencyCode
  const open = openCaseOf(db, no)
  const verdict = verdictOn(context, permit)
  // Bytes that are not a permit any more are for the verdict to tell.
  const signed = JSON.parse(permit.bytes) as Pick<PermitPayload, 'act' | 'cov'>
  return {
    ...toSummary(permit, titles),
    jws: permit.jws, bytes: permit.bytes, digest: permit.digest, kid: permit.kid, signedBy: permit.signedBy,
    face: seesMasked(context.actor.role) ? maskedFace(permit.face) : permit.face,
    agency: opinion && agencyCode
      ? { title: findAgency(db, agencyCode)?.title ?? agencyCode, signerName: opinion.signerName, signerPost: opinion.signerPost, decidedOn: opinion.decidedOn }
      : null,
    activityType: signed.act, covered: signed.cov ?? null, till: permit.till, skillDue: permit.skillDue, skillPaper: skillPaperOf(db, no),
    history: historyOf(db, no), openCase: open ? describeCase(db, open) : null,
    predecessorNo: permit.predecessorNo, successorNo: permit.successorNo, verdict,
    trust: verdict.outcome === 'valid' ? trustOfDocument(context, verdict, permit) : 'office_internal',
    batchNo: permit.bat === null ? null : (batchOfDigest(db, permit.bat)?.no ?? null), delivery: deliveryOfPermit(db, no) ?? 'queued',
  }
}

/** What became of a registered document since its signature, as this register says it today. */
export const standingOf = (db: Reader, permit: PermitRow): Standing => ({
  status: permit.status, since: historyOf(db, permit.no).at(-1)?.on ?? permit.issuedOn, successorNo: permit.successorNo, till: permit.till,
  skillDue: permit.skillDue,
})
