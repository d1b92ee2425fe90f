import { readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { Failure } from '#contract'
import { runReport, type RunReport, type RunStep } from '#contract/run-report'
import type { OfficeSession } from './office-session'
import { writeOut } from './out-folder'
import type { Terminal } from './terminal'

const fileName = /^\d{8}T\d{9}Z-[a-z]+(?:-\d+)?\.json$/

/** Numbers, flags and nothing else of what a run tells. */
export const plainFacts = (told: Readonly<Record<string, unknown>>): RunStep['facts'] =>
  Object.fromEntries(Object.entries(told).filter((entry): entry is [string, number | boolean | null] => entry[1] === null || typeof entry[1] === 'number' || typeof entry[1] === 'boolean'))

export const failedStep = (step: string, code: number, failure: Failure, seconds = 0): RunStep => ({ step, code, seconds, error: failure.code, ref: failure.ref, facts: {} })

/** Seconds since `began` (of performance.now), in tenths. */
export const secondsSince = (began: number): number => Math.round((performance.now() - began) / 100) / 10

/** Whether the disk takes it or not, the run has ended as it has ended. */
const store = (folder: string, name: string, report: RunReport, keep: number): void => {
  writeOut(folder, name, `${JSON.stringify(report, null, 1)}\n`)
  const old = readdirSync(folder).filter((one) => fileName.test(one)).sort().reverse().slice(keep)
  for (const one of old) rmSync(join(folder, one), { force: true })
}

/**
 * Writes one run into `reports/` of the data folder; the newest as many as IT configured stay.
 * @returns the report; a failure to write is said and changes nothing else
 */
export const keepReport = async ({ call, home, config }: OfficeSession, terminal: Terminal, run: Pick<RunReport, 'command' | 'startedAt' | 'exitCode' | 'steps'>): Promise<RunReport> => {
  const status = await call('office.status', {})
  const report = runReport.parse({
    v: 1, command: run.command, version: status.ok ? status.value.version : '0.0.0', unit: status.ok ? status.value.office?.unit ?? null : null,
    startedAt: run.startedAt, endedAt: new Date().toISOString(), exitCode: run.exitCode, steps: run.steps,
  })
  try {
    store(join(home, 'reports'), `${report.startedAt.replaceAll(/[-:.]/g, '')}-${report.command}.json`, report, config.runReports.keep)
  } catch (error) {
    terminal.err(`گزارش این کار نوشته نشد [${error instanceof Error && 'code' in error ? String(error.code) : 'INTERNAL'}]؛ خود کار انجام شده است.`)
  }
  return report
}
