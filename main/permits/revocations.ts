import { uuidv7 } from 'uuidv7'
import type { RevocationCase, RevocationStatement } from '#contract/permit-life'
import type { PermitStatus } from '#contract/permit-life'
import { Fault } from '#main/app/fault'
import type { Context } from '#main/app/ports'
import { appendEntry, canonicalText, sha256 } from '#main/ledger/index'
import { handMembers, noteHand, openDirectorSigner, requireHand, requirePrincipal, type Hand } from '#main/signing/index'
import { RowStale } from '#db/faults'
import { deathOf, removeDeath } from '#db/dossiers/casework-repo'
import { personNo } from '#db/dossiers/person-repo'
import type { Reader } from '#db/handle'
import { activePermitOf, findPermit, type PermitRow } from '#db/permits/permit-repo'
import { decideCase, findCase, insertCase, listCases, openCaseOf, type CaseRow, type NewCase } from '#db/permits/revocation-repo'
import { statusBefore } from '#db/permits/status-repo'
import { transact } from '#db/transact'
import { deedOfPermit } from './acting-hand'
import { appendPermitEntry, changeStatus, permitOf } from './change-status'
import { assertStatus } from './status-table'

/** A case as screens see it. */
export const describeCase = (db: Reader, row: CaseRow): RevocationCase => {
  const permit = findPermit(db, row.permitNo)
  return {
    id: row.id, version: row.version, permitNo: row.permitNo, name: permit?.name ?? '', fieldTitle: permit?.fieldTitle ?? '',
    status: permit?.status ?? 'revoked', act: row.act, reasonCode: row.reasonCode, reason: row.reason, proposedBy: row.proposedBy,
    proposedAt: row.proposedAt, decision: row.decision, decidedBy: row.decidedBy, decidedAt: row.decidedAt, decidedReason: row.decidedReason,
  }
}

export const listRevocations = ({ db }: Context, open: boolean): RevocationCase[] => listCases(db, open).map((row) => describeCase(db, row))

type Proposal = Pick<NewCase, 'act' | 'reasonCode' | 'reason'>

/**
 * P06, in the caller's transaction: nothing of the permit changes yet. @returns the case's id.
 * @throws Fault PERMIT_STATE, REVOCATION_OPEN.
 */
export const openCase = (context: Context, permit: PermitRow, { act, reasonCode, reason }: Proposal): string => {
  const { db, clock, actor } = context
  assertStatus(permit.status, act === 'revoke' ? 'proposeRevocation' : 'proposeReopening')
  if (openCaseOf(db, permit.no)) throw new Fault('REVOCATION_OPEN')
  const id = uuidv7()
  insertCase(db, { id, permitNo: permit.no, act, reasonCode, reason, proposedBy: actor.username, proposedAt: clock.now().toISOString() })
  appendPermitEntry(context, 'permit.proposeRevocation', permit.no, { case_id: id, act, reason_code: reasonCode, reason })
  return id
}

/** P06 by a person. @throws Fault NOT_FOUND, PERMIT_STATE, REVOCATION_OPEN. */
export const proposeRevocation = (context: Context, { no, ...proposal }: Proposal & { no: string }): RevocationCase =>
  transact(context.db, (db) => {
    const id = openCase(context, permitOf(context, no), proposal)
    return describeCase(db, findCase(db, id)!)
  })

type Target = { id: string; version: number }

/** @throws Fault NOT_FOUND, REVOCATION_DECIDED; RowStale. */
const undecided = ({ db }: Context, { id, version }: Target): CaseRow => {
  const row = findCase(db, id)
  if (!row) throw new Fault('NOT_FOUND')
  if (row.decision) throw new Fault('REVOCATION_DECIDED')
  if (row.version !== version) throw new RowStale(id)
  return row
}

/**
 * P07, P12: the Director accepts what another proposed and signs the statement with her own key (S1-B7). The statement
 * stands beside the case and in the ledger.
 * @throws Fault NOT_FOUND, REVOCATION_DECIDED, SAME_PERSON, PERMIT_STATE, PERMIT_ACTIVE, DELEGATION_REFUSED,
 *   PRINCIPAL_ONLY (P12 is the Director's alone), and of `signingFaults`; RowStale.
 */
export const decideRevocation = (context: Context, { passphrase, ...target }: Target & { passphrase: string }): { status: PermitStatus; dossierId: string } => {
  const { db, clock, actor, office } = context
  const { permit, found, hand } = checked(context, target)
  const statement: RevocationStatement = {
    v: 1, k: found.act === 'revoke' ? 'revocation' : 'reopening', no: permit.no, digest: permit.digest, on: clock.today(),
    at: `${clock.now().toISOString().slice(0, 19)}Z`, reason: found.reasonCode,
    ...(hand.post === 'acting' ? { post: hand.post, del: hand.digest } : {}), ...(office.training ? { test: true as const } : {}),
  }
  const signer = openDirectorSigner(context, passphrase, found.act === 'revoke' ? 'protect' : 'issue')
  try {
    const jws = signer.sign('revocation+jws', canonicalText(statement))
    return transact(db, () => {
      const { hand: now } = checked(context, target)
      if (canonicalText(handMembers(now)) !== canonicalText(handMembers(hand))) throw new Fault('DELEGATION_REFUSED')
      noteHand(context, hand, sha256(canonicalText(statement)), 'revocation')
      decideCase(db, found.id, found.version, {
        decision: 'accepted', decidedBy: actor.username, decidedAt: clock.now().toISOString(), decidedReason: null, statement: jws,
      })
      const proof = { case_id: found.id, proposed_by: found.proposedBy, jws, statement_digest: sha256(canonicalText(statement)), kid: signer.kid }
      const status = found.act === 'revoke' ? revoke(context, permit, found, proof) : reopen(context, permit, found, proof)
      return { status, dossierId: permit.dossierId }
    })
  } finally {
    signer.close()
  }
}

/** What must hold for a decision, before the passphrase is asked for and again inside the transaction. */
const checked = (context: Context, target: Target): { found: CaseRow; permit: PermitRow; hand: Hand } => {
  const found = undecided(context, target)
  if (found.proposedBy === context.actor.username) throw new Fault('SAME_PERSON')
  const permit = permitOf(context, found.permitNo)
  assertStatus(permit.status, found.act === 'revoke' ? 'revoke' : 'reopen')
  // P12 undoes a record of death: nobody but the Director.
  if (found.act === 'reopen') requirePrincipal(context)
  const hand = requireHand(context, deedOfPermit(permit))
  if (found.act === 'reopen') {
    const active = activePermitOf(context.db, permit.nationalId, permit.fieldCode)
    if (active) throw new Fault('PERMIT_ACTIVE', { permitNo: active.no })
  }
  return { found, permit, hand }
}

type Proof = { case_id: string; proposed_by: string; jws: string; statement_digest: string; kid: string }

const revoke = (context: Context, permit: PermitRow, { reasonCode, reason }: CaseRow, proof: Proof): PermitStatus => {
  changeStatus(context, permit, {
    command: 'revoke', to: 'revoked', kind: 'permit.revoke', reason, reasonCode, payload: proof, say: 'permit.revoked', vars: { no: permit.no, why: reason },
  })
  return 'revoked'
}

/** P12: the record of death was wrong; it goes, and the permit stands where it stood, or has run out meanwhile. */
const reopen = (context: Context, permit: PermitRow, { reasonCode, reason }: CaseRow, proof: Proof): PermitStatus => {
  const { db, clock } = context
  const before = statusBefore(db, permit.no) ?? 'valid'
  const ranOut = permit.till !== null && permit.till < clock.today() && (before === 'valid' || before === 'conditional')
  const to = ranOut ? 'expired' : before
  const death = deathOf(db, permit.nationalId)
  if (death) {
    removeDeath(db, permit.nationalId)
    appendEntry(context, {
      kind: 'person.undoDeath', aggregate: { type: 'Person', id: String(personNo(db, permit.nationalId)) }, baseVersion: 0,
      payload: { national_id: permit.nationalId, on: death.on, source: death.source, reference: death.reference, reason, case_id: proof.case_id },
    })
  }
  changeStatus(context, permit, { command: 'reopen', to, kind: 'permit.reopen', reason, reasonCode, payload: proof, say: 'permit.reinstated', vars: { no: permit.no } })
  return to
}

/**
 * P08: the Director does not follow the proposal; the permit stays as it is.
 * @throws Fault NOT_FOUND, REVOCATION_DECIDED, DELEGATION_REFUSED; RowStale.
 */
export const dismissRevocation = (context: Context, { reason, ...target }: Target & { reason: string }): { status: PermitStatus } =>
  transact(context.db, (db) => {
    const found = undecided(context, target)
    requireHand(context, deedOfPermit(permitOf(context, found.permitNo)))
    decideCase(db, found.id, found.version, {
      decision: 'dismissed', decidedBy: context.actor.username, decidedAt: context.clock.now().toISOString(), decidedReason: reason, statement: null,
    })
    appendPermitEntry(context, 'permit.dismissRevocation', found.permitNo, { case_id: found.id, reason })
    return { status: permitOf(context, found.permitNo).status }
  })
