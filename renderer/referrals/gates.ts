import type { Evaluation, GateId, GateOutcome } from '#contract/referrals'

export type GateGroup = { result: GateOutcome['result']; outcomes: GateOutcome[] }

const order = ['fail', 'pass', 'not_applicable'] as const

/** What stands in the way first, then what holds, then what does not concern this request; gate order inside. */
export const gateGroups = ({ outcomes }: Pick<Evaluation, 'outcomes'>): GateGroup[] =>
  order
    .map((result) => ({ result, outcomes: outcomes.filter((one) => one.result === result) }))
    .filter((group) => group.outcomes.length > 0)

export const failing = ({ outcomes }: Pick<Evaluation, 'outcomes'>): GateOutcome[] => outcomes.filter((one) => one.result === 'fail')

/** Where the gate's lack is mended, if that is a screen of this program. */
export const mendPath = (gate: GateId, permitNo: string): { path: string; what: 'visit' | 'quota' | 'supporter' } | null => {
  if (gate === 'REF-09') return { path: `/inspections/${permitNo}/pre_loan`, what: 'visit' }
  if (gate === 'REF-10') return { path: `/supporters/${permitNo}`, what: 'supporter' }
  if (gate === 'REF-03' || gate === 'REF-04') return { path: `/inspections/${permitNo}`, what: 'visit' }
  if (gate === 'REF-12' || gate === 'REF-05') return { path: '/quotas', what: 'quota' }
  return null
}
