import { z } from 'zod'
import { operation, shape } from './define'
import type { ExitCode } from './registry'

export const checkNames = ['key_ring', 'database', 'ledger', 'checkpoints', 'scans', 'backups', 'disk', 'clock', 'registry'] as const
export type CheckName = (typeof checkNames)[number]

/** One thing that was looked at: counts and codes, nothing of any citizen. */
export type CheckItem = {
  name: CheckName
  state: 'good' | 'warning' | 'bad'
  /** 0, or what the whole check ends with at least: 10 look at it, 20 to 31 as `mohr sync`, 50 this machine, 60 the ledger. */
  code: ExitCode
  /** What is wrong, as a stable word; null where nothing is. */
  reason: string | null
  facts: Readonly<Record<string, number | boolean | string | null>>
}

export type OfficeCheck = { at: string; exitCode: ExitCode; items: CheckItem[] }

export const checks = {
  /** Everything that IT has to know of an office, looked at now: reads every page, every entry and every scan, changes nothing. */
  run: operation({
    kind: 'read', access: ['system_manager', 'it', 'auditor'],
    input: z.object({ /** Asks the registry who it is. */ network: z.boolean().default(true) }), output: shape<OfficeCheck>(), errors: [],
  }),
}
