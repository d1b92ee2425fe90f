import { createPublicKey } from 'node:crypto'
import type { z } from 'zod'
import type { Delegation, delegationOperations } from '#contract/delegations'
import { readCanonical } from '#contract/verify/canonical-json'
import { delegationPayload, type DelegationPayload } from '#contract/verify/delegation'
import { daysBetween } from '#contract/values/jalali'
import type { FieldFault } from '#contract/values/reasons'
import { Fault } from '#main/app/fault'
import type { Context } from '#main/app/ports'
import { findCounty, findField, settingsOf } from '#main/catalogues/index'
import { appendEntry, canonicalText, sha256 } from '#main/ledger/index'
import { principalOf, toMember } from '#main/staff/index'
import { lastDelivered } from '#db/permits/delivery-repo'
import { delegationsTo, findDelegation, insertDelegation, type DelegationRow } from '#db/signing/delegation-repo'
import { activeKidOf, listKeys } from '#db/signing/key-repo'
import { findStaff, type StaffRow } from '#db/staff/staff-repo'
import { transact } from '#db/transact'
import { hasActiveDirectorKey, openDirectorSigner } from '../director-key'
import { describeDelegation } from './list-delegations'
import { requirePrincipal } from './hand'

export type Terms = z.output<(typeof delegationOperations)['draftDelegation']['input']>

/** How long the shown bytes may wait for the signature. */
const longestShown = 15 * 60_000

/**
 * The bytes of a delegation on these terms, to be shown before they are signed. Writes nothing.
 * @throws Fault PRINCIPAL_ONLY, KEY_ABSENT, DELEGATE_UNFIT, DELEGATION_OVERLAP, INPUT_INVALID.
 */
export const draftDelegation = (context: Context, terms: Terms): { bytes: string; digest: string } => {
  requireGiver(context)
  const delegate = delegateOf(context, terms.to)
  const { from, until, kinds, counties, fields, withLoan, max } = terms
  const scope = {
    k: sorted(kinds), ...(counties.length > 0 ? { cty: sorted(counties) } : {}), ...(fields.length > 0 ? { fld: sorted(fields) } : {}),
    ...(withLoan ? {} : { loan: false as const }), ...(max === null ? {} : { max }),
  }
  const payload: DelegationPayload = {
    v: 1, k: 'delegation', iss: context.office.unit, at: second(context.clock.now()), from, until, to: delegate.to, scope,
    ...(context.office.training ? { test: true as const } : {}),
  }
  assertTerms(context, payload, delegate.username)
  const bytes = canonicalText(delegationPayload.parse(payload))
  return { bytes, digest: sha256(bytes) }
}

const sorted = <T extends string>(items: readonly T[]): T[] => [...new Set(items)].sort()

const second = (instant: Date): string => `${instant.toISOString().slice(0, 19)}Z`

const requireGiver = (context: Context): void => {
  requirePrincipal(context)
  if (!hasActiveDirectorKey(context.db, context.actor.username)) throw new Fault('KEY_ABSENT')
}

/** Another active director with a key of her own; she is named as she will be printed. @throws Fault DELEGATE_UNFIT. */
const delegateOf = ({ db }: Context, username: string): { username: string; to: DelegationPayload['to'] } => {
  const row: StaffRow | undefined = findStaff(db, username)
  const kid = activeKidOf(db, 'director', username)
  const key = listKeys(db).find((one) => one.kid === kid)
  if (!row?.active || !toMember(row).roles.includes('director') || principalOf(db) === username || key?.use !== 'acting') throw new Fault('DELEGATE_UNFIT')
  const spki = createPublicKey(key.publicPem).export({ type: 'spki', format: 'der' }).toString('base64url')
  return { username, to: { kid: key.kid, name: row.displayName, post: row.post === '' ? 'جانشین مدیرکل' : row.post, spki } }
}

/** @throws Fault INPUT_INVALID with each field's reason, DELEGATION_OVERLAP. */
const assertTerms = ({ db, clock }: Context, { from, until, scope }: DelegationPayload, username: string): void => {
  const most = settingsOf(db).delegationDays
  const faults: FieldFault[] = [
    ...(from < clock.today() ? [{ field: 'from', reason: 'DATE_IN_PAST' as const }] : []),
    ...(until < from ? [{ field: 'until', reason: 'DATE_BEFORE_START' as const }] : []),
    ...(daysBetween(from, until) + 1 > most ? [{ field: 'until', reason: 'DELEGATION_TOO_LONG' as const }] : []),
    ...((scope.cty ?? []).every((code) => findCounty(db, code)) ? [] : [{ field: 'counties', reason: 'COUNTY_UNKNOWN' as const }]),
    ...((scope.fld ?? []).every((code) => findField(db, code)) ? [] : [{ field: 'fields', reason: 'FIELD_UNKNOWN' as const }]),
  ]
  if (faults.length > 0) throw new Fault('INPUT_INVALID', {}, faults)
  // Two at once would leave it open under which of them she signs.
  const giver = principalOf(db)
  const overlapping = delegationsTo(db, username).some((row) => row.endedAt === null && row.givenBy === giver && row.fromDay <= until && from <= row.untilDay)
  if (overlapping) throw new Fault('DELEGATION_OVERLAP')
}

/**
 * Signs exactly the bytes that were shown, after asking every rule again, and writes the delegation and its ledger entry.
 * @throws Fault PRINCIPAL_ONLY, KEY_ABSENT, DELEGATE_UNFIT, DELEGATION_OVERLAP, DELEGATION_STALE, INPUT_INVALID,
 *   PASSPHRASE_WRONG, PASSPHRASE_DELAYED, LEDGER_ROLLED_BACK.
 */
export const giveDelegation = (context: Context, { bytes, passphrase }: { bytes: string; passphrase: string }): Delegation => {
  assertShown(context, bytes)
  const signer = openDirectorSigner(context, passphrase)
  try {
    const jws = signer.sign('delegation+jws', bytes)
    return transact(context.db, (db) => {
      const { payload, username } = assertShown(context, bytes)
      const row: Omit<DelegationRow, 'endedAt' | 'endedBy' | 'endReason' | 'endJws'> = {
        digest: sha256(bytes), givenBy: context.actor.username, toUser: username, toKid: payload.to.kid, fromDay: payload.from,
        untilDay: payload.until, bytes, jws, kid: signer.kid, signedAt: context.clock.now().toISOString(),
      }
      insertDelegation(db, row)
      appendEntry(context, {
        kind: 'delegation.grant', aggregate: { type: 'Delegation', id: row.digest }, baseVersion: 0,
        payload: { digest: row.digest, jws, to: username, from: row.fromDay, until: row.untilDay },
        dependsOn: [signer.kid, row.toKid].flatMap((kid) => lastDelivered(db, 'Key', kid) ?? []),
      })
      return describeDelegation(context, findDelegation(db, row.digest)!)
    })
  } finally {
    signer.close()
  }
}

/** The bytes are a delegation of this office that was drafted just now and that every rule still allows. */
const assertShown = (context: Context, bytes: string): { payload: DelegationPayload; username: string } => {
  requireGiver(context)
  const { office, clock, db } = context
  const payload = delegationPayload.safeParse(readCanonical(bytes)?.value).data
  const age = payload ? clock.now().getTime() - Date.parse(payload.at) : Number.NaN
  const ours = payload?.iss === office.unit && (payload.test ?? false) === office.training && age >= 0 && age <= longestShown
  const holder = payload && listKeys(db).find(({ kid }) => kid === payload.to.kid)?.holder
  if (!payload || !ours || !holder) throw new Fault('DELEGATION_STALE')
  const { to, username } = delegateOf(context, holder)
  if (canonicalText(to) !== canonicalText(payload.to) || findDelegation(db, sha256(bytes))) throw new Fault('DELEGATION_STALE')
  assertTerms(context, payload, username)
  return { payload, username }
}
