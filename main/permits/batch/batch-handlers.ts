import type { Handlers } from '#contract'
import type { batchOperations } from '#contract/batches'
import type { Context } from '#main/app/ports'
import { closeBatch } from './close-batch'
import { exportManifest } from './export-manifest'
import { noteReview } from './note-review'
import { batchesFrom, lastBatch, readBatch } from './read-batches'
import { runOf } from './runs'

/** What is signed together, how it was looked at before, and what became of it. */
export const batchHandlers: Pick<Handlers<'permits', Context>, keyof typeof batchOperations> = {
  noteReview,
  stopSigning: ({ db }) => {
    const run = runOf(db)
    if (run) run.stopping = true
    return { stopping: run !== undefined }
  },
  lastBatch,
  batches: batchesFrom,
  readBatch,
  closeBatch,
  exportManifest,
}
