import type { ExitCode } from '#contract/registry'

/** Ends a run on purpose: what the process returns, and a stable code for people. Rows already tell the rest. */
export class SyncStop extends Error {
  override name = 'SyncStop'
  constructor(
    readonly exitCode: ExitCode,
    readonly code: string,
    readonly detail: string | null = null,
  ) {
    super(code)
  }
}
