import { spawn } from 'node:child_process'
import { z } from 'zod'
import type { Tick } from '#main/app/rehearsal/casework'
import type { Evidence } from './export-evidence'

export type Tally = { total: number; valid: number }
export type EvidenceCheck = { permits: Tally; confirmations: Tally; ledgerOk: boolean }

const verdicts = z.object({ results: z.array(z.object({ file: z.string(), outcome: z.string() })) })
const chain = z.object({ ok: z.boolean() })

/**
 * Checks the exported files as an outsider would: a fresh `mohr verify` process with the public key and nothing else,
 * and `mohr verify-ledger` on the exported ledger.
 */
export const verifyEvidence = async (evidence: Evidence, tick: Tick): Promise<EvidenceCheck> => {
  const permits = await tally(evidence.permits, evidence.directorKey)
  tick(1, 3)
  const confirmations = await tally(evidence.confirmations, evidence.sealKey)
  tick(2, 3)
  const { ok } = chain.parse(JSON.parse(await mohr(['verify-ledger', '--json', evidence.ledger])))
  tick(3, 3)
  return { permits, confirmations, ledgerOk: ok }
}

const tally = async (files: readonly string[], key: string): Promise<Tally> => {
  let valid = 0
  // A command line has an end: a hundred files at a time.
  for (let from = 0; from < files.length; from += 100) {
    const output = await mohr(['verify', '--json', '--key', key, ...files.slice(from, from + 100)])
    valid += verdicts.parse(JSON.parse(output)).results.filter((r) => r.outcome === 'valid').length
  }
  return { total: files.length, valid }
}

/** Runs this same program as a separate process and returns what it printed; its exit code is in the answer itself. */
const mohr = (args: readonly string[]): Promise<string> =>
  new Promise((resolve, reject) => {
    const program = process.argv[1]
    if (!program) return reject(new Error('the program does not know its own file'))
    const child = spawn(process.execPath, [program, ...args], { stdio: ['ignore', 'pipe', 'inherit'] })
    let output = ''
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => (output += chunk))
    child.once('error', reject)
    child.once('close', () => resolve(output))
  })
