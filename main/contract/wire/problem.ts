import { z } from 'zod'

const problemScopes = ['request', 'item'] as const
const problemRetries = ['never', 'after_fix', 'later', 'after_auth', 'after_upgrade'] as const

/** RFC 9457 problem details with our extension members; `code` is stable, the texts are for people. */
export const problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  detail: z.string().optional(),
  instance: z.string().optional(),
  code: z.string(),
  scope: z.enum(problemScopes),
  retry: z.enum(problemRetries),
  retry_after_s: z.int().optional(),
  /** With `clock_skew` and `epoch_changed`: what the client needs to go on. */
  server_time: z.iso.datetime().optional(),
  epoch: z.uuid().optional(),
  op_id: z.string().optional(),
})
export type Problem = z.infer<typeof problem>
