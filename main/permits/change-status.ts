import type { PermitStatus, RevocationReason } from '#contract/permit-life'
import type { MessageKey, MessageVars } from '#contract/messages'
import { Fault } from '#main/app/fault'
import type { Context } from '#main/app/ports'
import { appendEntry, type LedgerKind, type Plain } from '#main/ledger/index'
import { tellApplicant, type Recipient } from '#main/messages/index'
import { withdrawReferralsOf } from '#main/referrals/index'
import { carryCovered, releaseCoveredOf } from '#main/supporters/index'
import { findDossier } from '#db/dossiers/dossier-repo'
import { findPermit, type PermitRow } from '#db/permits/permit-repo'
import { permitVersion, putStatus } from '#db/permits/status-repo'
import { assertStatus, isInForce, type StatusCommand } from './status-table'
import { publishChange } from './status-list/index'

type Change = {
  command: StatusCommand
  to: PermitStatus
  kind: LedgerKind
  reason?: string
  reasonCode?: RevocationReason | null
  successorNo?: string
  /** Members of the ledger payload beyond number, statuses and reason. */
  payload?: Readonly<Record<string, Plain | undefined>>
  say: MessageKey | null
  vars?: MessageVars
  /** Nobody is told of a referral that ends with its holder (S0-25). */
  silent?: boolean
  /** One of many: the caller publishes the lists once for all of them. */
  together?: boolean
}

/** @throws Fault NOT_FOUND. */
export const permitOf = ({ db }: Context, no: string): PermitRow => {
  const permit = findPermit(db, no)
  if (!permit) throw new Fault('NOT_FOUND')
  return permit
}

/** Whom a permit's messages go to: the mobile of its dossier as it stands today. */
export const recipientOf = ({ db }: Context, permit: Pick<PermitRow, 'dossierId'>): Recipient => {
  const dossier = findDossier(db, permit.dossierId)
  return { dossierId: permit.dossierId, trackingCode: dossier?.trackingCode ?? '', mobile: dossier?.person.mobile ?? '' }
}

/**
 * One step of the table in status-table.ts: the event, the status, the ledger entry, the applicant's message (S0-12) and, when
 * the permit is no longer in force, the end of its open referrals (R11) and of a supporter's covered persons (T28), together or not at all, in the caller's transaction.
 * @throws Fault PERMIT_STATE {from, command}.
 */
export const changeStatus = (context: Context, permit: PermitRow, change: Change): void => {
  const { db, clock, actor } = context
  assertStatus(permit.status, change.command)
  const before = putStatus(db, permit.no, {
    status: change.to, on: clock.today(), at: clock.now().toISOString(), by: actor.username, reasonCode: change.reasonCode ?? null,
    reason: change.reason ?? '', successorNo: change.successorNo ?? null,
  })
  appendEntry(context, {
    kind: change.kind, aggregate: { type: 'Permit', id: permit.no }, baseVersion: before,
    payload: {
      no: permit.no, digest: permit.digest, from: permit.status, to: change.to, on: clock.today(), reason_code: change.reasonCode ?? undefined,
      reason: change.reason === '' ? undefined : change.reason, ...change.payload,
    },
  })
  if (!change.together) publishChange(context, permit.no, permit.status, change.to)
  const to = recipientOf(context, permit)
  if (change.say) tellApplicant(context, to, change.say, change.vars)
  // One that waited in suspension for a good key gives its covered persons to its successor too (P15).
  if (change.to === 'superseded' && change.successorNo) carryCovered(context, permit.no, change.successorNo)
  if (isInForce(permit.status) && !isInForce(change.to)) {
    const why = withdrawReasons[change.to] ?? 'مجوز دیگر معتبر نیست'
    if (change.to !== 'suspended' && change.to !== 'superseded') releaseCoveredOf(context, permit.no, why)
    withdrawReferralsOf(context, permit.no, why, change.silent ? null : to)
  }
}

/** Why a referral ends with its permit, as its record says it. */
const withdrawReasons: Partial<Record<PermitStatus, string>> = {
  suspended: 'مجوز تعلیق شد', revoked: 'مجوز باطل شد', expired: 'اعتبار مجوز به پایان رسید', superseded: 'مجوز تازه جای آن را گرفت',
  closed_by_death: 'درگذشت دارنده',
}

/** An entry about a permit that leaves its status as it is (P06, P08, P14). */
export const appendPermitEntry = (context: Context, kind: LedgerKind, permitNo: string, payload: Readonly<Record<string, Plain | undefined>>): void => {
  appendEntry(context, { kind, aggregate: { type: 'Permit', id: permitNo }, baseVersion: permitVersion(context.db, permitNo), payload: { no: permitNo, ...payload } })
}
