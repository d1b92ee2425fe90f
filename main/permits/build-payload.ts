import { randomBytes, randomInt } from 'node:crypto'
import { isSupporter } from '#contract/applicants'
import type { PermitPayload } from '#contract/permits'
import { addDays, addJalaliMonths, type IsoDay } from '#contract/values/jalali'
import { holderName } from '#main/dossiers/index'
import { canonicalText, sha256 } from '#main/ledger/index'
import type { DossierRow } from '#db/dossiers/dossier-repo'
import { takePlace } from '#db/permits/draft-repo'
import type { Writer } from '#db/handle'
import { permitPayload, placesInList } from './payload-schema'
import { faceDigest, type Face } from './verify-permit'

/** Version of the printed conditions (not transferable, free of charge, as long as the holder lives: S0-24, S0-28, S0-25). */
const conditionsVersion = 1
/** S1-B7: evidence of skill follows within six months. */
const skillMonths = 6
/** S1-B6, S1-A10: the visit of a confirmed business is due, and its referral possible, from the 45th day. */
const visitDays = 45

export type Issue = {
  kind: PermitPayload['k']
  no: string
  unit: string
  on: IsoDay
  /** The instant at which the bytes were fixed; nothing later is known when they are shown. */
  at: Date
  place: string
  test: boolean
}

export type Built = { payload: PermitPayload; bytes: string; digest: string; face: Face }

/**
 * The whole payload of a document, as canonical bytes (RFC 8785) and digest, and the face record beside it.
 * @param fieldTitle in its light form.
 * @throws ZodError when the dossier would give a payload that our own verifier refuses: better no permit than that one.
 */
export const buildPayload = (dossier: DossierRow, fieldTitle: string, issue: Issue): Built => {
  const { plan, fieldCode, countyCode } = dossier
  if (!plan || !fieldCode) throw new TypeError('a dossier without a plan has no permit')
  const face = faceOf(dossier, randomBytes(16).toString('base64url'))
  const payload: PermitPayload = {
    v: 1, k: issue.kind, no: issue.no, iss: issue.unit, on: issue.on, at: `${issue.at.toISOString().slice(0, 19)}Z`,
    ...(plan.skillEvidence === 'pending' ? { skl: addJalaliMonths(issue.on, skillMonths) } : {}),
    post: issue.kind === 'permit' ? 'director' : 'seal',
    name: printedName(dossier), id4: dossier.holderId.slice(-4), act: dossier.activityType,
    ...(isSupporter(dossier.activityType) && dossier.answers.coveredCommitted !== null ? { cov: dossier.answers.coveredCommitted } : {}), fld: fieldCode, fn: fieldTitle,
    cty: countyCode, cond: conditionsVersion, face: faceDigest(face), st: issue.place,
    ...(issue.test ? { test: true as const } : {}),
    ...(issue.kind === 'confirmation' ? { vis: addDays(issue.on, visitDays), loan: addDays(issue.on, visitDays) } : {}),
  }
  const bytes = canonicalText(permitPayload.parse(payload))
  return { payload, bytes, digest: sha256(bytes), face }
}

/** Names are stored in their light form already; what is not, the payload's schema refuses. */
export const printedName = (dossier: DossierRow): string => holderName(dossier)

const faceOf = ({ person, holderId }: DossierRow, salt: string): Face =>
  ({ address: person.address, postalCode: person.postalCode, fatherName: person.fatherName, nationalId: holderId, salt })

/**
 * Whether frozen bytes still say what the dossier says. A person's identity is shared by several dossiers, so it may be
 * corrected without this dossier's version moving.
 */
export const stillSays = (payload: PermitPayload, face: Face, dossier: DossierRow, fieldTitle: string): boolean => {
  const now = faceOf(dossier, face.salt)
  return payload.name === printedName(dossier) && payload.fld === dossier.fieldCode && payload.fn === fieldTitle &&
    payload.act === dossier.activityType &&
    payload.cty === dossier.countyCode && (payload.skl !== undefined) === (dossier.plan?.skillEvidence === 'pending') &&
    face.address === now.address && face.postalCode === now.postalCode && face.fatherName === now.fatherName &&
    face.nationalId === now.nationalId
}

const triesInList = 64

/**
 * A random free place in a unit's status lists, taken for a number: the list then tells nothing of the order of issue.
 * Lists are filled one after the other; inside the caller's transaction.
 */
export const allotPlace = (db: Writer, unit: string, no: string): string => {
  for (let n = 1; ; n += 1) {
    const list = `${unit}-${n}`
    for (let tried = 0; tried < triesInList; tried += 1) {
      const place = randomInt(placesInList)
      if (takePlace(db, list, place, no)) return `${list}:${place}`
    }
  }
}
