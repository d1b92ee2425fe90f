import { cpSync, mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import type { CheckpointStatus } from '#contract/checkpoints'
import { checkpointHandlers, sealForSync } from '#main/checkpoints/index'
import { now, openLedgerOffice, type LedgerOffice } from '#main/checkpoints/testing/office'
import { startRegistry } from '#registry/server/start-registry'
import { runSync } from './index'
import { calmPorts, enrolAt } from './testing/office'

const closers: (() => Promise<void> | void)[] = []
afterEach(async () => { for (const close of closers.splice(0).reverse()) await close() })
const status = (office: LedgerOffice): CheckpointStatus => now(checkpointHandlers.status(office.as(), {}))

test('signing row 20: the whole folder put back, list and all: the registry remembers, and the next synchronisation notices', async () => {
  const registry = await startRegistry({ db: join(mkdtempSync(join(tmpdir(), 'mohr-registry-')), 'registry.db'), port: 0, controlPort: 0, training: true, now: () => new Date('2026-11-21T06:00:00Z') })
  closers.push(() => registry.close())
  const office = openLedgerOffice(undefined, true)
  office.write(3)
  await enrolAt(registry, office.as())
  const ports = calmPorts([], { beforePush: sealForSync })
  expect(await runSync(office.as(), ports)).toMatchObject({ exitCode: 0 })
  const { acknowledged, newest } = status(office)
  expect(acknowledged).toMatchObject({ size: newest!.size })
  office.db.pragma('wal_checkpoint(TRUNCATE)')
  const folder = mkdtempSync(join(tmpdir(), 'mohr-folder-'))
  cpSync(office.home, folder, { recursive: true })
  office.write(4)
  expect(await runSync(office.as(), ports)).toMatchObject({ exitCode: 0 })
  const known = status(office).newest!
  office.db.close()
  const old = openLedgerOffice(folder, true)
  expect(status(old).history).toBe('consistent')
  expect(await runSync(old.as(), ports)).toMatchObject({ exitCode: 60, pushed: 0 })
  expect(status(old)).toMatchObject({ history: 'rolled_back', rollback: { known: { size: known.size, root: known.root, source: 'registry' }, atRegistry: 1 } })
})
