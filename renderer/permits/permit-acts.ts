import type { Role } from '#contract'
import type { PermitDetail } from '#contract/permits'

export const permitActs = ['accept', 'suspend', 'reinstate', 'propose', 'renew', 'correct'] as const
export type PermitAct = (typeof permitActs)[number]

const mayAct: Record<PermitAct, (permit: PermitDetail, today: string) => boolean> = {
  accept: ({ status, skillDue }, today) => status === 'conditional' && skillDue !== null && today <= skillDue,
  suspend: ({ status }) => status === 'valid' || status === 'conditional',
  reinstate: ({ status }) => status === 'suspended',
  propose: ({ status, openCase }) => openCase === null && ['valid', 'conditional', 'suspended', 'closed_by_death'].includes(status),
  renew: ({ status, till }) => till !== null && ['valid', 'conditional', 'expired'].includes(status),
  correct: ({ status }) => status === 'valid' || status === 'conditional',
}
const who: Record<PermitAct, readonly Role[]> = {
  accept: ['expert'], suspend: ['director'], reinstate: ['director'], propose: ['expert', 'system_manager'], renew: ['clerk', 'expert'], correct: ['expert'],
}

/** What this person may do with this permit as it stands (domain model §3.2, §8); the core asks again. */
export const actsOf = (permit: PermitDetail, has: (...roles: Role[]) => boolean, today: string): PermitAct[] =>
  permitActs.filter((act) => has(...who[act]) && mayAct[act](permit, today))
