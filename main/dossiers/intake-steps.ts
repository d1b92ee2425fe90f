import { uuidv7 } from 'uuidv7'
import { isSupporter, noAnswers, type Answers, type LegalEntity } from '#contract/applicants'
import { neededDocuments, type ActivityType, type CaseType, type DossierPath, type Person, type PlanInput } from '#contract/dossiers'
import type { Field } from '#contract/catalogues'
import { addDays, type IsoDay } from '#contract/values/jalali'
import type { FieldFault } from '#contract/values/reasons'
import type { Context } from '#main/app/ports'
import { findField } from '#main/catalogues/index'
import { allotNumber, appendEntry } from '#main/ledger/index'
import { tellApplicant } from '#main/messages/index'
import { moveOf } from '#main/workflow/index'
import {
  findDossier, insertDossier, markFiled, saveEntity, updateApplicant, updatePlan, type Applicant, type DossierRow,
} from '#db/dossiers/dossier-repo'
import { insertCounterFiling } from '#db/dossiers/counter-repo'
import { entityIsShared, findEntity } from '#db/dossiers/entity-repo'
import { findIdentity, identityIsShared, saveIdentity } from '#db/dossiers/person-repo'
import { dueOfFiling, lookUpAfter } from './clock-of'
import { isSamePerson } from './fixed-parts'
import { entitySearchText, searchTextOf } from './identity'
import { receivedPapers } from './intake-check'
import { moveDossier } from './move-dossier'
import { answersPayload, changedPayload, entityPayload, personPayload, planPayload, warningsPayload } from './payloads'
import type { DossierPorts } from './ports'

/** Version of the declaration's text that the applicant ticked (S3-07). */
export const declarationVersion = 1

/** Steps of an intake that has passed its rules: rows and ledger entry, inside the caller's transaction. Form and import share them. */

/** The identity stays as first written while another dossier stands on it, unless the expert mends it: its spelling is not changed from the side. */
export const keepIdentity = ({ db }: Context, person: Person, dossierId: string, mends = false): Person => {
  const known = !mends && identityIsShared(db, person.nationalId, dossierId) ? findIdentity(db, person.nationalId) : undefined
  if (!known) saveIdentity(db, person, searchTextOf(person))
  return { ...person, ...known }
}

/** A company, too, stays as first written while another dossier stands on it; who stands for it is each dossier's own. */
export const keepEntity = ({ db }: Context, entity: LegalEntity | null, dossierId: string, mends = false): LegalEntity | null => {
  if (!entity) return null
  const known = !mends && entityIsShared(db, entity.legalId, dossierId) ? findEntity(db, entity.legalId) : undefined
  if (!known) saveEntity(db, entity, entitySearchText(entity))
  return { ...entity, ...known }
}

export type Opening = {
  person: Person
  activityType?: ActivityType
  caseType?: CaseType
  entity?: LegalEntity | null
  answers?: Answers | null
  predecessorNo?: string | null
  /** What the questionnaire found against the applicant (S4-02), kept in the ledger with the answers. */
  warnings?: readonly FieldFault[]
}

/** T01, T29: a draft with its tracking code, numbered in the series of its county (S3-05, domain model §10). */
export const openDossier = (context: Context, opening: Opening): { id: string; version: number; trackingCode: string } => {
  const { db, clock, actor } = context
  const { activityType = 'independent', caseType = 'new', predecessorNo = null } = opening
  const answers = opening.answers ?? noAnswers
  const id = uuidv7()
  const trackingCode = allotNumber(db, 'T', opening.person.countyCode, clock.today())
  const person = keepIdentity(context, opening.person, id)
  const entity = keepEntity(context, opening.entity ?? null, id)
  insertDossier(db, {
    id, trackingCode, person, activityType, caseType, entity, answers, predecessorNo, openedOn: clock.today(),
    createdAt: clock.now().toISOString(), createdBy: actor.username,
  })
  appendEntry(context, {
    kind: 'dossier.open', aggregate: { type: 'Dossier', id }, baseVersion: 0,
    payload: {
      tracking_code: trackingCode, activity_type: activityType, case_type: caseType, channel: 'counter', person: personPayload(person),
      ...(entity ? { entity: entityPayload(entity) } : {}), answers: answersPayload(answers),
      ...warningsPayload(opening.warnings), ...(predecessorNo ? { predecessor_no: predecessorNo } : {}),
    },
  })
  const { message } = moveOf(null, caseType === 'renewal' ? 'dossiers.openRenewal' : 'dossiers.savePerson')
  if (message) tellApplicant(context, { dossierId: id, trackingCode, mobile: person.mobile }, message)
  return { id, version: 1, trackingCode }
}

/**
 * Page one, written again. A correction with a reason keeps what stood before beside what stands now (S3-12), and mends the
 * identity for every dossier that stands on it.
 * @returns the new version.
 */
export const rewriteApplicant = (
  context: Context, dossier: DossierRow, applicant: Applicant, note: { warnings?: readonly FieldFault[]; reason?: string } = {},
): number => {
  const mends = note.reason !== undefined
  const person = keepIdentity(context, applicant.person, dossier.id, mends && isSamePerson(dossier, applicant))
  const entity = keepEntity(context, applicant.entity, dossier.id, mends)
  const version = updateApplicant(context.db, dossier.id, dossier.version, { ...applicant, person, entity })
  appendEntry(context, {
    kind: 'dossier.correctPerson', aggregate: { type: 'Dossier', id: dossier.id }, baseVersion: dossier.version,
    payload: {
      activity_type: applicant.activityType, person: personPayload(person), ...(entity ? { entity: entityPayload(entity) } : {}),
      answers: answersPayload(applicant.answers), ...warningsPayload(note.warnings),
      ...(note.reason ? { reason: note.reason, before: changedPayload(personPayload(dossier.person), personPayload(person)) } : {}),
    },
  })
  return version
}

/** T02. @returns the new version. */
export const writePlan = (context: Context, id: string, version: number, typed: PlanInput): number => {
  const plan = { ...typed, loanAmountRial: typed.loanWanted ? typed.loanAmountRial : null, documents: [...new Set(typed.documents)] }
  const path = pathOf(findField(context.db, plan.fieldCode))
  const next = updatePlan(context.db, id, version, plan, path)
  appendEntry(context, {
    kind: 'dossier.savePlan', aggregate: { type: 'Dossier', id }, baseVersion: version, payload: { path, plan: planPayload(plan) },
  })
  return next
}

/** S3-08, S3-09, S1-A10: derived from the field, never typed. */
export const pathOf = (field: Field | undefined): DossierPath => {
  if (field?.path === 'registration') return 'registration_based'
  return field?.model ? 'development' : 'normal'
}

/**
 * T04 and, in the same transaction, T06 to the field's agency, T05 for a registration-based field, or T23 into the pool of
 * the covered. A registration-based supporter waits as filed for the check before the permit (S1-B2).
 * @throws Fault SEAL_KEY_ABSENT from the port.
 */
export const fileDossier = (context: Context, ports: DossierPorts, id: string, filedOn: IsoDay, counterOffice = ''): DossierRow => {
  const { db, clock, actor, office } = context
  const counter = { office: counterOffice === '' ? office.name : counterOffice, clerk: actor.username, clerkName: actor.displayName, at: clock.now().toISOString() }
  const draft = existing(context, id)
  const field = draft.plan && findField(db, draft.plan.fieldCode)
  if (!draft.plan || !field) throw new Error('a dossier is filed with its plan')
  moveOf(draft.state, 'dossiers.file')
  insertCounterFiling(db, id, counter)
  markFiled(db, id, draft.version, { agencyCode: field.agencyCode, filedOn, dueOn: dueOfFiling(db, filedOn), declarationVersion })
  appendEntry(context, {
    kind: 'dossier.file', aggregate: { type: 'Dossier', id }, baseVersion: draft.version,
    payload: {
      tracking_code: draft.trackingCode, filed_on: filedOn, path: draft.path, agency_code: field.agencyCode,
      declaration_version: declarationVersion, counter: { office: counter.office, clerk: counter.clerk, at: counter.at },
      checklist: { needed: neededDocuments(draft.person.gender, draft.plan.skillEvidence, field.hygiene), received: receivedPapers(context, draft) },
    },
  })
  const filed = existing(context, id)
  tellApplicant(context, { dossierId: id, trackingCode: filed.trackingCode, mobile: filed.person.mobile }, 'dossier.filed', { date: addDays(filedOn, lookUpAfter) })
  sendOn(context, ports, filed)
  return existing(context, id)
}

/** Where a filed dossier goes by itself. */
export const sendOn = (context: Context, ports: DossierPorts, filed: DossierRow): void => {
  if (filed.activityType === 'covered') moveDossier(context, filed, 'dossiers.enterPool', { kind: 'pool.enter' })
  else if (filed.path !== 'registration_based') routeToAgency(context, filed)
  else if (!isSupporter(filed.activityType)) ports.confirmInstantly(context, filed.id)
}

/** T06: which agency is derived from the field, never typed (S0-04, S4-03). */
const routeToAgency = (context: Context, filed: DossierRow): void => {
  moveDossier(context, filed, 'dossiers.route', {
    kind: 'dossier.route', payload: { agency_code: filed.agencyCode, routed_on: context.clock.today() },
  })
}

const existing = ({ db }: Context, id: string): DossierRow => {
  const row = findDossier(db, id)
  if (!row) throw new Error('the dossier of this transaction is gone')
  return row
}
