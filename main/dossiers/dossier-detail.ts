import type { Asked } from '#contract/casework'
import { documentKinds, type DossierDetail, type TimelineEntry } from '#contract/dossiers'
import { Fault } from '#main/app/fault'
import type { Context } from '#main/app/ports'
import { findAgency, findCounty, findField } from '#main/catalogues/index'
import { findDossier, listOpinions, listReviews, type DossierRow } from '#db/dossiers/dossier-repo'
import { deathOf, listEmpowerment, listVisits, objectionOf } from '#db/dossiers/casework-repo'
import { counterFilingOf } from '#db/dossiers/counter-repo'
import { listPauses } from '#db/dossiers/pause-repo'
import type { Reader } from '#db/handle'
import { entriesOf, type LedgerRow } from '#db/ledger/ledger-repo'
import { findStaff } from '#db/staff/staff-repo'
import { agenciesOf } from './agencies'
import { clockOfRow } from './clock-of'
import { eligibilityFaults } from './eligibility'
import { goodPapers, neededPapers } from './good-papers'
import { holderName } from './identity'
import { movesOn } from './moves-on'

/** Everything one dossier holds, as a screen shows it. @throws Fault NOT_FOUND. */
export const dossierDetail = ({ db, clock }: Pick<Context, 'db' | 'clock'>, id: string): DossierDetail => {
  const row = findDossier(db, id)
  if (!row) throw new Fault('NOT_FOUND')
  const field = row.fieldCode === null ? undefined : findField(db, row.fieldCode)
  const agencyCode = row.agencyCode ?? field?.agencyCode
  return {
    id, version: row.version, trackingCode: row.trackingCode, centralCode: row.centralCode, state: row.state, path: row.path,
    activityType: row.activityType, caseType: row.caseType, channel: row.channel, counter: counterFilingOf(db, id), name: holderName(row), person: row.person,
    entity: row.entity, answers: row.answers, warnings: eligibilityFaults(row, row.filedOn ?? clock.today()), plan: row.plan,
    fieldTitle: field?.title ?? row.fieldCode, agencyTitle: agencyCode === undefined ? null : (findAgency(db, agencyCode)?.title ?? agencyCode),
    countyTitle: findCounty(db, row.countyCode)?.title ?? row.countyCode,
    checklist: papersOf(db, row),
    clock: clockOfRow(db, row, clock.today()), stateSince: row.stateSince, pauses: listPauses(db, id), agencyDueOn: row.agencyDueOn,
    agencies: agenciesOf(db, row), opinions: listOpinions(db, id), reviews: listReviews(db, id), proposal: row.proposal,
    asked: row.asked === null ? null : (JSON.parse(row.asked) as Asked), empowerment: listEmpowerment(db, id), objection: objectionOf(db, id),
    visits: listVisits(db, id), death: deathOf(db, row.person.nationalId), round: row.round, returnReason: row.returnReason,
    predecessorNo: row.predecessorNo, handoverReference: row.handoverReference, permitNo: row.permitNo,
    moves: movesOn({ db, clock }, row), timeline: timelineOf(db, row),
  }
}

/** The paper checklist of a dossier: which it needs (S4-12…S4-19), and which have come and were not rejected. */
export const papersOf = (db: Reader, row: DossierRow): DossierDetail['checklist'] => {
  const [needed, received] = [neededPapers(db, row), goodPapers(db, row)]
  return documentKinds.map((kind) => ({ kind, needed: needed.includes(kind), received: received.includes(kind) }))
}

/** What happened, from the ledger itself: the dossier's entries and those of the permit it became. */
const timelineOf = (db: Reader, row: DossierRow): TimelineEntry[] => {
  const permit = row.permitNo === null ? [] : entriesOf(db, 'Permit', row.permitNo)
  return [...entriesOf(db, 'Dossier', row.id), ...permit].sort((a, b) => a.seq - b.seq).map((entry) => ({
    seq: entry.seq, at: entry.at, kind: entry.kind, actor: findStaff(db, entry.actor)?.displayName ?? entry.actor, note: noteOf(entry),
  }))
}

/** The words a person wrote with the step: why it was returned, or a remark. */
const noteOf = ({ payload }: LedgerRow): string | null => {
  const { reason, note } = JSON.parse(payload) as { reason?: unknown; note?: unknown }
  const text = reason ?? note
  return typeof text === 'string' && text !== '' ? text : null
}
