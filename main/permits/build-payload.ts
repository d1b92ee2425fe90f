import { randomInt } from 'node:crypto'
import { isSupporter } from '#contract/applicants'
import type { PermitPayload } from '#contract/permits'
import { addDays, addJalaliMonths, type IsoDay } from '#contract/values/jalali'
import { fullName, holderName } from '#main/dossiers/index'
import { canonicalText, sha256 } from '#main/ledger/index'
import { handMembers, type Hand } from '#main/signing/index'
import type { DossierRow } from '#db/dossiers/dossier-repo'
import { takePlace } from '#db/permits/draft-repo'
import type { Writer } from '#db/handle'
import { readPermitPayload } from '#contract/verify/permit-payload'
import { placesInList } from '#contract/verify/status-list'
import type { Basis } from './predecessor'
import { freshSalt } from './fresh-salt'
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
  /** By whose right a permit will be signed; the seal needs none. */
  hand: Hand | null
}

export type Built = { payload: PermitPayload; bytes: string; digest: string; face: Face }

/** What the dossier, the day and the basis say of a document; number, instant, place and face are the issue's own. */
type Claims = Omit<PermitPayload, 'v' | 'k' | 'no' | 'iss' | 'at' | 'post' | 'del' | 'cond' | 'face' | 'st' | 'test'>

const claimsOf = (dossier: DossierRow, fieldTitle: string, kind: PermitPayload['k'], on: IsoDay, basis: Basis): Claims => {
  const { plan, fieldCode, countyCode, answers } = dossier
  if (!plan || !fieldCode) throw new TypeError('a dossier without a plan has no permit')
  const corrected = dossier.caseType === 'correction' ? basis.follows : null
  return compact({
    on, till: tillOf(on, basis, corrected), skl: plan.skillEvidence === 'pending' ? skillDueOf(on, basis, fieldCode) : undefined,
    name: printedName(dossier), id4: dossier.holderId.slice(-4), act: dossier.activityType,
    cov: isSupporter(dossier.activityType) ? (answers.coveredCommitted ?? undefined) : undefined, prev: basis.follows?.digest,
    fld: fieldCode, fn: fieldTitle, cty: countyCode,
    vis: kind === 'confirmation' ? (corrected?.visitDue ?? addDays(on, visitDays)) : undefined,
    loan: kind === 'confirmation' ? (corrected?.loanFrom ?? addDays(on, visitDays)) : undefined,
  })
}

type Loose<T> = { [K in keyof T]: T[K] | undefined }
/** Absent members are left out of the bytes. */
const compact = (members: Loose<Claims>): Claims =>
  Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined)) as Claims

/** D08: the last day, inclusive; none without the setting. A correction lasts no longer than what it corrects. */
const tillOf = (on: IsoDay, basis: Basis, corrected: Basis['follows']): IsoDay | undefined => {
  if (corrected) return corrected.till ?? undefined
  return basis.validityMonths === null ? undefined : addJalaliMonths(on, basis.validityMonths)
}

/** D04, S1-B7: six months, and no second six: who renews or corrects keeps the day, and is done if the paper has come. */
const skillDueOf = (on: IsoDay, { follows, skillMonths: arithmetic }: Basis, fieldCode: string): IsoDay | undefined => {
  if (follows?.fieldCode === fieldCode) return follows.skillDue ?? undefined
  return arithmetic === 'thirty_days' ? addDays(on, skillMonths * 30) : addJalaliMonths(on, skillMonths)
}

/**
 * The whole payload of a document, as canonical bytes (RFC 8785) and digest, and the face record beside it.
 * @param fieldTitle in its light form.
 * @throws TypeError when the dossier would give a payload that our own verifier refuses: better no permit than that one.
 */
export const buildPayload = (dossier: DossierRow, fieldTitle: string, issue: Issue, basis: Basis): Built => {
  const face = faceOf(dossier, freshSalt())
  const payload: PermitPayload = {
    ...claimsOf(dossier, fieldTitle, issue.kind, issue.on, basis),
    v: 1, k: issue.kind, no: issue.no, iss: issue.unit, at: `${issue.at.toISOString().slice(0, 19)}Z`,
    ...(issue.hand ? handMembers(issue.hand) : { post: 'seal' as const }), cond: conditionsVersion, face: faceDigest(face), st: issue.place,
    ...(issue.test ? { test: true as const } : {}),
  }
  if (!readPermitPayload(payload)) throw new TypeError('our own verifier would refuse this payload')
  const bytes = canonicalText(payload)
  return { payload, bytes, digest: sha256(bytes), face }
}

/** Names are stored in their light form already; what is not, the payload's schema refuses. */
export const printedName = (dossier: DossierRow): string => holderName(dossier)

/** A company is printed with the person who represents it. */
const faceOf = ({ person, entity, holderId }: DossierRow, salt: string): Face => ({
  address: person.address, postalCode: person.postalCode, fatherName: person.fatherName, nationalId: holderId, salt,
  ...(entity ? { representative: `${fullName(person)}، ${entity.representativePost}` } : {}),
})

const claimNames = ['till', 'skl', 'name', 'id4', 'act', 'cov', 'prev', 'fld', 'fn', 'cty', 'vis', 'loan'] as const

/**
 * Whether frozen bytes still say what the dossier says. A person's identity is shared by several dossiers, so it may be
 * corrected without this dossier's version moving; so may settings, and the permit that this one follows.
 */
export const stillSays = (payload: PermitPayload, face: Face, dossier: DossierRow, fieldTitle: string, basis: Basis): boolean => {
  const claims = claimsOf(dossier, fieldTitle, payload.k, payload.on, basis)
  const now = faceOf(dossier, face.salt)
  return claimNames.every((name) => claims[name] === payload[name]) && face.address === now.address && face.postalCode === now.postalCode &&
    face.fatherName === now.fatherName && face.nationalId === now.nationalId && face.representative === now.representative
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
