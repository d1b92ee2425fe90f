import { z } from 'zod'
import { typedPermitNumber } from '../values/tracking-code'
import { openToken } from './compact-token'
import { instant } from './instant'

const unit = z.string().regex(/^\d{4}$/)
/** The form of a number of ours, whether or not its check digit is right: a forged number need not be well made. */
export const permitNumber = z.string().refine((no) => typedPermitNumber(no) === no)

/**
 * Payload of a signed refusal (docs/formats/absence.md), closed like a permit's: at this instant the office's register, of
 * which the checkpoint tells size and root, held no permit and no confirmation of this number.
 */
export const absencePayload = z.strictObject({
  v: z.literal(1),
  k: z.literal('absence'),
  no: permitNumber,
  iss: unit,
  at: instant,
  cp: z.strictObject({
    origin: z.string().min(1).max(100),
    size: z.int().min(1),
    /** RFC 6962 root, 64 hexadecimal digits, as the day sheet prints it. */
    root: z.string().regex(/^[0-9a-f]{64}$/),
  }),
  test: z.literal(true).optional(),
}).refine(({ no, iss }) => no.slice(2, 6) === iss)
export type AbsencePayload = z.infer<typeof absencePayload>

/** Whether a text has the form of a signed refusal; nothing of it is proven yet. */
export const isAbsence = (text: string): boolean => !('reason' in openToken(text, 'absence+jws'))
