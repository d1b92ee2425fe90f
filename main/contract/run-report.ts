import { z } from 'zod'

/** One digit at most: no number of a person fits. */
const word = z.string().regex(/^(?=.{1,40}$)[A-Za-z_]+\d?[A-Za-z_]*$/)
const instant = z.iso.datetime()

/**
 * One run of a command, for whoever watches an office from outside (docs/formats/run-report.md). It holds numbers, flags and
 * stable words only: there is no member in which a name, a number of a person or a code could stand.
 */
export const runReport = z.strictObject({
  v: z.literal(1),
  command: z.enum(['nightly', 'sync', 'backup', 'check']),
  version: z.string().regex(/^\d+\.\d+\.\d+(-[a-z0-9.]+)?$/),
  /** The office's unit code. */
  unit: z.string().regex(/^\d{4}$/).nullable(),
  startedAt: instant,
  endedAt: instant,
  exitCode: z.int().min(0).max(255),
  steps: z.array(z.strictObject({
    step: word,
    code: z.int().min(0).max(255),
    seconds: z.number().min(0),
    /** An error code of the contract, or what a check found. */
    error: word.nullable(),
    /** Six characters that `log.ndjson` knows too. */
    ref: z.string().regex(/^(?:[0-9a-f]{6}|[a-z]{1,8})$/).nullable(),
    facts: z.record(word, z.union([z.number(), z.boolean(), z.null()])),
  })).max(100),
})
export type RunReport = z.infer<typeof runReport>
export type RunStep = RunReport['steps'][number]
