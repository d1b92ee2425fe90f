import type { Delegation, DelegationsView, DelegationState } from '#contract/delegations'
import { Fault } from '#main/app/fault'
import type { Context } from '#main/app/ports'
import { settingsOf } from '#main/catalogues/index'
import { directorPost, principalOf, toMember } from '#main/staff/index'
import { countDelegated, findDelegation, listDelegations, type DelegationRow } from '#db/signing/delegation-repo'
import { activeKidOf } from '#db/signing/key-repo'
import { findStaff, listStaff } from '#db/staff/staff-repo'
import { hasActiveDirectorKey } from '../director-key'
import { payloadOf } from './hand'

const stateOf = ({ db, clock }: Context, row: DelegationRow): DelegationState => {
  if (row.endedAt !== null) return 'ended'
  const today = clock.today()
  if (row.untilDay < today) return 'over'
  if (row.givenBy !== principalOf(db) || row.toKid !== activeKidOf(db, 'director', row.toUser)) return 'void'
  return row.fromDay > today ? 'upcoming' : 'active'
}

/** A delegation as screens see it, as it stands today. */
export const describeDelegation = (context: Context, row: DelegationRow): Delegation => {
  const { db } = context
  const { to, scope } = payloadOf(row)
  return {
    digest: row.digest, jws: row.jws, givenBy: row.givenBy, givenByName: findStaff(db, row.givenBy)?.displayName ?? row.givenBy, toUser: row.toUser,
    toName: to.name, toPost: to.post, toKid: row.toKid, from: row.fromDay, until: row.untilDay, signedAt: row.signedAt, scope,
    state: stateOf(context, row), signed: countDelegated(db, row.digest), endedAt: row.endedAt, endedBy: row.endedBy, endReason: row.endReason,
  }
}

/** What was delegated, who holds the seat and who could act for her. An acting director sees what is hers. */
export const delegationsView = (context: Context): DelegationsView => {
  const { db, actor } = context
  const principal = principalOf(db)
  const post = actor.role === 'director' ? directorPost(db, actor.username) : null
  const rows = listDelegations(db).filter((row) => post !== 'acting' || row.toUser === actor.username)
  const acting = listStaff(db).filter((row) => row.active && row.username !== principal && toMember(row).roles.includes('director'))
  return {
    principal: principal === null ? null : { username: principal, displayName: findStaff(db, principal)?.displayName ?? principal },
    post, items: rows.map((row) => describeDelegation(context, row)),
    acting: acting.map(({ username, displayName, post: printed }) => ({ username, displayName, post: printed, hasKey: hasActiveDirectorKey(db, username) })),
    maxDays: settingsOf(db).delegationDays,
  }
}

/** The delegation as a file to go with a permit, its end too once it has one: a line each. @throws Fault NOT_FOUND. */
export const delegationFile = ({ db, office }: Context, digest: string): { fileName: string; content: string } => {
  const row = findDelegation(db, digest)
  if (!row) throw new Fault('NOT_FOUND')
  return { fileName: `delegation-${office.unit}-${digest.slice(0, 8)}.jws`, content: `${[row.jws, ...(row.endJws === null ? [] : [row.endJws])].join('\n')}\n` }
}
