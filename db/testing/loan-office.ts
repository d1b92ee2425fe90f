import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { uuidv7 } from 'uuidv7'
import type { Role } from '#contract'
import { noAnswers, type Answers, type LegalEntity } from '#contract/applicants'
import type { ActivityType, Person, PlanInput, SkillEvidence } from '#contract/dossiers'
import { addDays, type IsoDay } from '#contract/values/jalali'
import { composeNumber } from '#contract/values/tracking-code'
import { fixedClock } from '#main/app/clock'
import type { Context } from '#main/app/ports'
import { seedSampleCatalogues } from '#main/catalogues/index'
import { moveDossier } from '#main/dossiers/index'
import { allotNumber, canonicalText, sha256 } from '#main/ledger/index'
import { openDirectorSigner, signingHandlers } from '#main/signing/index'
import { Attempts, KeyRing, checkPassphrase, minimumCost } from '#main/staff/index'
import { insertReview } from '../dossiers/decision-repo'
import { findDossier, insertDossier, markFiled, saveEntity, setDossierState, updatePlan, type DossierRow } from '../dossiers/dossier-repo'
import { saveIdentity } from '../dossiers/person-repo'
import type { Writer } from '../handle'
import { insertOffice } from '../office/office-repo'
import { insertPermit, type PermitRow } from '../permits/permit-repo'
import { transact } from '../transact'
import { createDb } from './memory-db'

const office = { name: 'اداره‌کل آموزشی خوزستان', unit: '0600', training: true }
export const directorPassphrase = 'a director who signs loans'

export type NewPermit = {
  nationalId: string
  issuedOn: IsoDay
  path?: 'normal' | 'registration_based'
  countyCode?: string
  fieldCode?: string
  filedOn?: IsoDay
  skillEvidence?: SkillEvidence
  governmentEmployee?: boolean
  loanWanted?: boolean
  readiness?: 'ready' | 'not_ready' | null
  activityType?: ActivityType
  /** A supporter's undertaking (S1-B5). */
  committed?: number
  entity?: LegalEntity
  firstName?: string
}

export type LoanOffice = {
  db: Writer
  clock: ReturnType<typeof fixedClock>
  as: (role: Role, username?: string) => Context
  /** Events pushed so far. */
  pushed: string[]
  issuePermit: (wanted: NewPermit) => PermitRow
  /** A dossier that the agency has approved and the expert now examines. */
  fileForReview: (wanted: NewPermit) => DossierRow
  /** Somebody with a skill who waits in the pool since the day (S4-09). */
  enterPool: (wanted: NewPermit) => DossierRow
}

/** An office with catalogues and a Director's key, in a real encrypted file, into which tests put signed permits. */
export const createLoanOffice = (instant = '2026-10-23T06:00:00Z'): LoanOffice => {
  const db = createDb()
  const clock = fixedClock(instant)
  const home = mkdtempSync(join(tmpdir(), 'mohr-loans-'))
  const secrets = { ring: new KeyRing(home, minimumCost), attempts: new Attempts(home, clock) }
  secrets.ring.draft(office, 'director', directorPassphrase).commit()
  const pushed: string[] = []
  const as = (role: Role, username: string = role): Context => ({
    db, clock, office, home, actor: { username, displayName: username, role },
    vault: { openUserKey: (user, passphrase) => checkPassphrase(secrets, user, passphrase).userKey },
    emit: (event) => void pushed.push(event), log: { write: () => undefined },
  })
  transact(db, () => {
    insertOffice(db, office, clock.now().toISOString())
    seedSampleCatalogues(as('system_manager'))
  })
  void signingHandlers.createKey(as('director'), { passphrase: directorPassphrase })
  const signer = openDirectorSigner(as('director'), directorPassphrase)

  const issuePermit = (wanted: NewPermit): PermitRow => transact(db, () => {
    const row = permitRow(wanted, insertIssuedDossier(db, wanted), allotNumber(db, 'P', office.unit, wanted.issuedOn), signer)
    insertPermit(db, row, row.name)
    return row
  })
  const fileForReview = (wanted: NewPermit): DossierRow => transact(db, () => {
    const id = insertFiled(db, wanted)
    setDossierState(db, id, 3, { state: wanted.path === 'registration_based' ? 'filed' : 'in_expert_review' })
    return findDossier(db, id)!
  })
  const enterPool = (wanted: NewPermit): DossierRow => transact(db, () => {
    const id = insertFiled(db, { ...wanted, activityType: 'covered', filedOn: wanted.filedOn ?? wanted.issuedOn })
    const there = { ...as('expert'), clock: fixedClock(`${wanted.issuedOn}T06:00:00Z`), actor: { username: 'system', displayName: 'system', role: 'system' as const } }
    moveDossier(there, findDossier(db, id)!, 'dossiers.enterPool', { kind: 'pool.enter' })
    return findDossier(db, id)!
  })
  return { db, clock, as, pushed, issuePermit, fileForReview, enterPool }
}

const personOf = (wanted: NewPermit): Person => ({
  nationalId: wanted.nationalId, firstName: wanted.firstName ?? 'زهرا', lastName: 'نمونه‌پور', fatherName: 'علی', birthDate: '1990-05-01', gender: 'female',
  militaryStatus: null, mobile: '09161234567', countyCode: wanted.countyCode ?? '0603', address: 'خیابان نمونه، پلاک ۱', postalCode: '6134567891',
  governmentEmployee: wanted.governmentEmployee ?? false,
})

const planOf = (wanted: NewPermit): PlanInput => ({
  fieldCode: fieldOf(wanted), planTitle: 'طرح نمونه', skillEvidence: wanted.skillEvidence ?? 'certificate', loanWanted: wanted.loanWanted ?? true,
  loanAmountRial: 800_000_000, sheba: 'IR460220000000000000000001', documents: [], details: null,
})

const fieldOf = (wanted: NewPermit): string => wanted.fieldCode ?? (wanted.path === 'registration_based' ? '2001' : '1001')

const answersOf = (wanted: NewPermit): Answers => ({ ...noAnswers, coveredCommitted: wanted.committed ?? null })

let serials = 0
/** Counted, not drawn: two dossiers of one test never meet in a tracking code. */
const takeSerial = (): number => ++serials

/** A dossier with both pages, filed; at version 3. */
const insertFiled = (db: Writer, wanted: NewPermit): string => {
  const id = uuidv7()
  const person = personOf(wanted)
  saveIdentity(db, person, `${person.firstName} ${person.lastName}`)
  const serial = takeSerial()
  const { entity = null, activityType = 'independent' } = wanted
  if (entity) saveEntity(db, entity, entity.name)
  insertDossier(db, {
    id, trackingCode: composeNumber('T', '0603', 1405, 1, serial), person, createdAt: wanted.issuedOn, createdBy: 'clerk', activityType, entity,
    answers: answersOf(wanted),
  })
  updatePlan(db, id, 1, planOf(wanted), wanted.path ?? 'normal')
  markFiled(db, id, 2, { agencyCode: 'industry', filedOn: wanted.filedOn ?? addDays(wanted.issuedOn, -10), declarationVersion: 1 })
  return id
}

const insertIssuedDossier = (db: Writer, wanted: NewPermit): string => {
  const id = insertFiled(db, wanted)
  const readiness = wanted.readiness === undefined ? 'ready' : wanted.readiness
  if (readiness) insertReview(db, id, { round: 1, expert: 'expert', proposal: 'issue', reasons: [], readiness, note: '', at: wanted.issuedOn })
  setDossierState(db, id, 3, { state: 'issued' })
  return id
}

const permitRow = (wanted: NewPermit, dossierId: string, no: string, signer: { kid: string; sign(typ: 'permit+jws', text: string): string }): PermitRow => {
  const { issuedOn, path = 'normal', entity, activityType = 'independent' } = wanted
  const nationalId = entity?.legalId ?? wanted.nationalId
  const pending = wanted.skillEvidence === 'pending'
  const confirmation = path === 'registration_based'
  const person = personOf(wanted)
  const name = entity?.name ?? `${person.firstName} ${person.lastName}`
  const bytes = canonicalText({
    v: 1, k: confirmation ? 'confirmation' : 'permit', no, iss: office.unit, on: issuedOn, at: `${issuedOn}T06:00:00Z`, post: 'director',
    name, id4: nationalId.slice(-4), act: activityType, fld: fieldOf(wanted), fn: 'خیاطی', cty: person.countyCode, cond: 1,
    face: sha256(nationalId), st: '0600-1:1', test: true,
  })
  return {
    no, kind: confirmation ? 'confirmation' : 'permit', dossierId, status: pending ? 'conditional' : 'valid', unit: office.unit,
    countyCode: person.countyCode, fieldCode: fieldOf(wanted), fieldTitle: 'خیاطی', path, name, nationalId, issuedOn, till: null,
    skillDue: pending ? addDays(issuedOn, 183) : null, visitDue: confirmation ? addDays(issuedOn, 45) : null,
    loanFrom: confirmation ? addDays(issuedOn, 45) : null, bytes, digest: sha256(bytes), jws: signer.sign('permit+jws', bytes), bat: null,
    kid: signer.kid, signedBy: 'director', loanWanted: wanted.loanWanted ?? true, predecessorNo: null, successorNo: null,
    face: { address: person.address, postalCode: person.postalCode, fatherName: person.fatherName, nationalId, salt: 'x' },
  }
}
