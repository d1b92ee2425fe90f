import type { Handlers } from '#contract'
import type { batchOperations } from '#contract/batches'
import type { Context } from '#main/app/ports'
import { noteReview } from './note-review'

/** What is signed together, and how it was looked at before. */
export const batchHandlers: Pick<Handlers<'permits', Context>, keyof typeof batchOperations> = {
  noteReview,
}
