import { cpSync, mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import type { BatchSummary } from '#contract/batches'
import { ending, startProgram } from '#main/app/testing/child-process'
import { verifyChain } from '#main/ledger/index'
import { officeKeys } from '#main/signing/index'
import { listEntries, pageEntries } from '#db/ledger/ledger-repo'
import { dyingDb } from '#db/testing/dying-db'
import { permitHandlers } from '../permit-handlers'
import { createPermitOffice, now, openPermitOffice, passphrase, type PermitOffice } from '../testing/permit-office'
import { verifyPermitText } from '../verify-permit'
import { placeInManifest, verifyManifestText } from './verify-manifest'

const count = 110
let waiting: PermitOffice
beforeAll(() => {
  waiting = createPermitOffice()
  const ids = Array.from({ length: count }, (_, i) => waiting.ready(i + 1).id)
  waiting.freeze(ids)
  waiting.openPicked(ids)
  waiting.db.close()
}, 60_000)

const listOf = ({ db }: PermitOffice) => db.prepare<[], { dossierId: string; digest: string }>('SELECT dossier_id AS dossierId, digest FROM permit_drafts ORDER BY no').all()
const permitsIn = ({ db }: PermitOffice) => db.prepare<[], { no: string; jws: string; dossierId: string }>('SELECT no, jws, dossier_id AS dossierId FROM permits ORDER BY no').all()

/** How many statements a whole run takes, asked of one that nothing kills. */
const wholeRun = async (): Promise<number> => {
  const office = openPermitOffice(waiting.home, waiting.databaseKey)
  const counted = dyingDb(office.db, Infinity, () => { throw new Error('never') })
  expect(await permitHandlers.sign({ ...office.as('director'), db: counted.db }, { items: listOf(office), passphrase })).toMatchObject({ signed: count })
  return counted.count()
}

/** The office's folder after the process that signed in it was killed at a statement. */
const killedAt = async (statement: number): Promise<PermitOffice> => {
  const home = mkdtempSync(join(tmpdir(), 'mohr-killed-'))
  cpSync(waiting.home, home, { recursive: true })
  const child = startProgram('main/permits/testing/sign-child.ts', home, waiting.databaseKey.toString('hex'), String(statement))
  expect(await ending(child)).toBe('SIGKILL')
  return openPermitOffice(home, waiting.databaseKey, { inPlace: true })
}

test('signing row 3: kill -9 in the middle: at the next start the desk says what was signed and what was not, and nothing is doubled', async () => {
  const statements = await wholeRun()
  const seen: number[] = []
  for (const part of [0.02, 0.4, 0.62, 0.9, 0.9999]) {
    const office = await killedAt(Math.ceil(statements * part))
    const director = office.as('director')
    const permits = permitsIn(office)
    const { batch } = now(permitHandlers.lastBatch(director, {}))
    expect(verifyChain(pageEntries(office.db)).ok).toBe(true)
    expect(listEntries(office.db, null, 'permit.sign', 500)).toHaveLength(permits.length)
    if (!batch) expect(permits).toEqual([])
    else {
      expect(batch).toMatchObject({ state: 'broken_off', told: false, total: count, signed: permits.length, failed: 0, untouched: count - permits.length } satisfies Partial<BatchSummary>)
      const detail = now(permitHandlers.readBatch(director, { no: batch.no }))
      expect(detail.items.filter(({ outcome }) => outcome === 'signed').map(({ no }) => no).sort()).toEqual(permits.map(({ no }) => no))
      expect(detail.items.every(({ name }) => name !== '')).toBe(true)
      const manifest = verifyManifestText(now(permitHandlers.exportManifest(director, { no: batch.no })).content.trimEnd(), officeKeys(office.db))
      for (const { jws } of permits) expect(manifest.ok && placeInManifest(verifyPermitText(jws, officeKeys(office.db)), manifest)).toBe('listed')
      expect(now(permitHandlers.closeBatch(director, { no: batch.no }))).toMatchObject({ state: 'broken_off', told: true, signed: permits.length })
      expect(() => permitHandlers.closeBatch(director, { no: batch.no })).toThrow('BATCH_STATE')
      seen.push(batch.signed)
    }
    const left = listOf(office)
    expect(left).toHaveLength(count - permits.length)
    office.openPicked(left.map(({ dossierId }) => dossierId))
    if (left.length > 0) expect(await permitHandlers.sign(director, { items: left, passphrase })).toMatchObject({ signed: left.length })
    expect(new Set(permitsIn(office).map(({ dossierId }) => dossierId)).size).toBe(count)
    office.db.close()
  }
  expect(seen.length).toBeGreaterThan(2)
  expect(new Set(seen).size).toBeGreaterThan(1)
}, 120_000)
