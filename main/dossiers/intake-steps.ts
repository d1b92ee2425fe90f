import { uuidv7 } from 'uuidv7'
import { neededDocuments, type Person, type PlanInput } from '#contract/dossiers'
import type { IsoDay } from '#contract/values/jalali'
import type { Context } from '#main/app/ports'
import { findField } from '#main/catalogues/index'
import { allotNumber, appendEntry } from '#main/ledger/index'
import { moveOf } from '#main/workflow/index'
import {
  findDossier, insertDossier, markFiled, setDossierState, updateApplicant, updatePlan, type DossierRow,
} from '#db/dossiers/dossier-repo'
import { findIdentity, identityIsShared, saveIdentity } from '#db/dossiers/person-repo'
import { searchTextOf } from './identity'
import { personPayload, planPayload } from './payloads'
import type { DossierPorts } from './ports'

/** Version of the declaration's text that the applicant ticked (S3-07). */
const declarationVersion = 1

/** Steps of an intake that has passed its rules: rows and ledger entry, inside the caller's transaction. Form and import share them. */

/** The identity stays as first written while another dossier stands on it; its spelling is not changed from the side. */
const keepIdentity = ({ db }: Context, person: Person, dossierId: string): Person => {
  const known = identityIsShared(db, person.nationalId, dossierId) ? findIdentity(db, person.nationalId) : undefined
  if (!known) saveIdentity(db, person, searchTextOf(person))
  return { ...person, ...known }
}

/** T01: a draft with its tracking code, numbered in the series of its county (S3-05, domain model §10). */
export const openDossier = (context: Context, person: Person): { id: string; version: number; trackingCode: string } => {
  const { db, clock, actor } = context
  const id = uuidv7()
  const trackingCode = allotNumber(db, 'T', person.countyCode, clock.today())
  const kept = keepIdentity(context, person, id)
  insertDossier(db, { id, trackingCode, person: kept, createdAt: clock.now().toISOString(), createdBy: actor.username })
  appendEntry(context, {
    kind: 'dossier.open', aggregate: { type: 'Dossier', id }, baseVersion: 0,
    payload: { tracking_code: trackingCode, activity_type: 'independent', channel: 'counter', person: personPayload(kept) },
  })
  return { id, version: 1, trackingCode }
}

/** Page one of a draft, written again. @returns the new version. */
export const rewriteApplicant = (context: Context, dossier: DossierRow, person: Person): number => {
  const kept = keepIdentity(context, person, dossier.id)
  const version = updateApplicant(context.db, dossier.id, dossier.version, kept)
  appendEntry(context, {
    kind: 'dossier.correctPerson', aggregate: { type: 'Dossier', id: dossier.id }, baseVersion: dossier.version,
    payload: { person: personPayload(kept) },
  })
  return version
}

/** T02. @returns the new version. */
export const writePlan = (context: Context, id: string, version: number, typed: PlanInput): number => {
  const plan = { ...typed, loanAmountRial: typed.loanWanted ? typed.loanAmountRial : null, documents: [...new Set(typed.documents)] }
  const path = findField(context.db, plan.fieldCode)?.path === 'registration' ? 'registration_based' : 'normal'
  const next = updatePlan(context.db, id, version, plan, path)
  appendEntry(context, {
    kind: 'dossier.savePlan', aggregate: { type: 'Dossier', id }, baseVersion: version, payload: { path, plan: planPayload(plan) },
  })
  return next
}

/**
 * T04 and, in the same transaction, T06 to the field's agency or T05 for a registration-based field.
 * @throws Fault SEAL_KEY_ABSENT from the port.
 */
export const fileDossier = (context: Context, ports: DossierPorts, id: string, filedOn: IsoDay): DossierRow => {
  const { db } = context
  const draft = existing(context, id)
  const field = draft.plan && findField(db, draft.plan.fieldCode)
  if (!draft.plan || !field) throw new Error('a dossier is filed with its plan')
  moveOf(draft.state, 'dossiers.file')
  const version = markFiled(db, id, draft.version, { agencyCode: field.agencyCode, filedOn, declarationVersion })
  appendEntry(context, {
    kind: 'dossier.file', aggregate: { type: 'Dossier', id }, baseVersion: draft.version,
    payload: {
      tracking_code: draft.trackingCode, filed_on: filedOn, path: draft.path, agency_code: field.agencyCode,
      declaration_version: declarationVersion,
      checklist: { needed: neededDocuments(draft.person.gender, draft.plan.skillEvidence, field.hygiene), received: draft.plan.documents },
    },
  })
  if (draft.path === 'registration_based') ports.confirmInstantly(context, id)
  else routeToAgency(context, id, version, field.agencyCode)
  return existing(context, id)
}

/** T06: which agency is derived from the field, never typed (S0-04, S4-03). */
const routeToAgency = (context: Context, id: string, version: number, agencyCode: string): void => {
  const { from, to } = moveOf('filed', 'dossiers.route')
  setDossierState(context.db, id, version, { state: to })
  appendEntry(context, {
    kind: 'dossier.route', aggregate: { type: 'Dossier', id }, baseVersion: version,
    payload: { from, to, agency_code: agencyCode, routed_on: context.clock.today() },
  })
}

const existing = ({ db }: Context, id: string): DossierRow => {
  const row = findDossier(db, id)
  if (!row) throw new Error('the dossier of this transaction is gone')
  return row
}
