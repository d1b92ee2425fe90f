import { z } from 'zod'
import { operation, shape } from './define'
import { digest, uuid } from './values/fields'

/** What the core knows of one Director's look at the bytes of one permit: opened alone, on screen, read to its end. */
export type ReviewRecord = { opened: boolean; seconds: number; toEnd: boolean }

export const batchOperations = {
  /**
   * Adds to the honest review record of bytes that `permits.open` showed. More seconds than passed since the last note are
   * not believed; what was seen is never taken back. Nothing is sent anywhere: it enters the signed manifest.
   */
  noteReview: operation({
    kind: 'write', access: ['director'],
    input: z.object({ dossierId: uuid, digest, seconds: z.number().int().min(0).max(86_400).default(0), toEnd: z.boolean().default(false) }),
    output: shape<{ review: ReviewRecord }>(), errors: ['REVIEW_ABSENT'],
  }),
} as const
