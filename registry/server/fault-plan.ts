import { z } from 'zod'

const faultKinds = [
  'drop_before_read', 'drop_mid_body', 'drop_after_commit', 'cut_answer', 'stall', '429', '503', 'truncated_gzip', 'wrong_digest', 'html',
  'crash_before_commit', 'crash_after_commit',
] as const

export const faultPlan = z.object({
  plan: z.array(z.object({
    /** Which request, from 1, counted from the setting of the plan among those whose path is `path`. */
    request: z.int().min(1),
    path: z.string().optional(),
    fault: z.enum(faultKinds),
    /** With 429 and 503: the header's text, as it is; none when absent. */
    retry_after: z.string().optional(),
  })),
})
export type PlannedFault = z.infer<typeof faultPlan>['plan'][number]

/** Faults by request number: the same plan gives the same run. Nothing is planned until someone plans it. */
export const faultSchedule = (): { set(plan: readonly PlannedFault[]): void; next(path: string): PlannedFault | undefined } => {
  let planned: readonly PlannedFault[] = []
  const seen = new Map<string, number>()
  return {
    set: (plan) => {
      planned = plan
      seen.clear()
    },
    next: (path) => {
      for (const name of [path, '*']) seen.set(name, (seen.get(name) ?? 0) + 1)
      return planned.find((fault) => (fault.path === undefined || fault.path === path) && seen.get(fault.path ?? '*') === fault.request)
    },
  }
}
