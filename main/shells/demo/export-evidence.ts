import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { PermitSummary } from '#contract/permits'
import type { Desk } from '#main/app/rehearsal/desk'
import type { Tick } from '#main/app/rehearsal/casework'

/** Files that somebody outside needs to check everything without this program's database. */
export type Evidence = { permits: string[]; confirmations: string[]; directorKey: string; sealKey: string; ledger: string }

const everyPermit = async (desk: Desk): Promise<PermitSummary[]> => {
  const all: PermitSummary[] = []
  let after: string | null = null
  do {
    const page: { items: PermitSummary[]; next: string | null } = await desk.director.call('permits.register', { after, limit: 200 })
    all.push(...page.items)
    after = page.next
  } while (after)
  return all
}

/**
 * Writes `export/permits/NUMBER.jws` (signed by the Director), `export/confirmations/NUMBER.jws` (sealed by the office),
 * the two public keys as PEM, and the ledger as JSON lines.
 */
export const exportEvidence = async (desk: Desk, home: string, tick: Tick): Promise<Evidence> => {
  const root = join(home, 'export')
  const folders = { permit: join(root, 'permits'), confirmation: join(root, 'confirmations') }
  for (const folder of Object.values(folders)) mkdirSync(folder, { recursive: true })
  const files: Record<keyof typeof folders, string[]> = { permit: [], confirmation: [] }
  const issued = await everyPermit(desk)
  for (const [i, permit] of issued.entries()) {
    const { fileName, content } = await desk.director.call('permits.exportFile', { no: permit.no })
    const file = join(folders[permit.kind], fileName)
    writeFileSync(file, content)
    files[permit.kind].push(file)
    tick(i + 1, issued.length)
  }
  const { keys } = await desk.director.call('signing.keys', {})
  const keyFile = (use: 'director' | 'seal', name: string): string => {
    const file = join(root, name)
    writeFileSync(file, keys.find((key) => key.use === use && key.state === 'active')?.publicPem ?? '')
    return file
  }
  const ledger = await desk.director.call('ledger.export', {})
  const ledgerFile = join(root, 'ledger.jsonl')
  writeFileSync(ledgerFile, ledger.content)
  return {
    permits: files.permit, confirmations: files.confirmation, ledger: ledgerFile,
    directorKey: keyFile('director', 'office-public-key.pem'), sealKey: keyFile('seal', 'office-seal-public-key.pem'),
  }
}
