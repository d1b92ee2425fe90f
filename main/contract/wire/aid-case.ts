import { z } from 'zod'
import { aidStandings, aidVerdicts, objectionStates } from '../livelihood'

/**
 * Body of `aid_case` on stream `livelihood`: what the centre knows of one household head (S2-01…S2-06, S2-13). A tombstone
 * of the same id carries the same body and takes the case away.
 */
export const aidCase = z.object({
  national_id: z.string().regex(/^\d{10}$/),
  standing: z.enum(aidStandings),
  eligible: z.enum(aidVerdicts),
  body: z.string().min(1).max(120).nullable(),
  introduced_on: z.iso.date().nullable(),
  result_told_on: z.iso.date().nullable(),
  objection: z.object({ no: z.string().min(1).max(40), on: z.iso.date(), state: z.enum(objectionStates) }).nullable(),
  died_on: z.iso.date().nullable(),
  mobile: z.string().regex(/^09\d{9}$/).nullable(),
  as_of: z.iso.datetime(),
})
export type AidCaseBody = z.infer<typeof aidCase>
