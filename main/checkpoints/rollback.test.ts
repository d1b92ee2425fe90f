import { copyFileSync, mkdtempSync, readFileSync, rmSync, unlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { Fault } from '#main/app/fault'
import { openDatabase } from '#db/open'
import { checkpointHandlers } from './checkpoint-handlers'
import { lookAtOpening, refuseRolledBack } from './history'
import { fileOf } from './known-file'
import { checkpointDailySteps, sealForSync } from './seal-checkpoint'
import { now, openLedgerOffice, type LedgerOffice } from './testing/office'

/** The database file as it is now, for putting it back later. */
const backupOf = ({ db, home }: Pick<LedgerOffice, 'db' | 'home'>): string => {
  db.pragma('wal_checkpoint(TRUNCATE)')
  const copy = join(mkdtempSync(join(tmpdir(), 'mohr-backup-')), 'office.db')
  copyFileSync(join(home, 'office.db'), copy)
  return copy
}
const restore = ({ db, home }: Pick<LedgerOffice, 'db' | 'home'>, backup: string): void => {
  db.close()
  for (const ending of ['-wal', '-shm']) rmSync(join(home, `office.db${ending}`), { force: true })
  copyFileSync(backup, join(home, 'office.db'))
}
const refusal = (work: () => unknown): string | Fault['details'] => {
  try {
    work()
    return 'allowed'
  } catch (error) {
    if (error instanceof Fault) return { code: error.code, ...error.details }
    throw error
  }
}
const seal = (office: LedgerOffice): ReturnType<typeof checkpointHandlers.seal> => checkpointHandlers.seal(office.as(), {})
const status = (office: LedgerOffice) => now(checkpointHandlers.status(office.as(), {}))

/** Sealed at 11, copied, ten more and sealed again at 22; the copy is put back. */
const rolledBack = async (): Promise<{ office: LedgerOffice; last: Awaited<ReturnType<typeof seal>> }> => {
  const office = openLedgerOffice()
  office.write(10)
  await seal(office)
  const backup = backupOf(office)
  office.write(10)
  const last = await seal(office)
  restore(office, backup)
  return { office: openLedgerOffice(office.home), last }
}

describe('signing row 20: a database put back from an older copy', () => {
  test('is noticed at opening, with both sizes and what is missing; signing and sealing are refused', async () => {
    const { office, last } = await rolledBack()
    lookAtOpening(office.as())
    expect(office.said).toContain('ledger.rolled_back')
    expect(status(office)).toMatchObject({
      history: 'rolled_back', entries: 12, file: 'good',
      rollback: { known: { size: last.size, root: last.root, source: 'file' }, ours: { size: 12, root: null }, common: { size: 11 }, missing: last.size - 11, atRegistry: 0 },
    })
    expect(refusal(() => refuseRolledBack(office.as()))).toEqual({ code: 'LEDGER_ROLLED_BACK', known: last.size, ours: 12 })
    await expect(seal(office)).rejects.toThrow('LEDGER_ROLLED_BACK')
  })

  test('is noticed even when work went on past the lost entries', async () => {
    const { office, last } = await rolledBack()
    office.write(50, 'b')
    const { rollback } = status(office)
    expect(rollback).toMatchObject({ known: { size: last.size, root: last.root }, ours: { size: 62 } })
    expect(rollback!.ours.root).toMatch(/^[0-9a-f]{64}$/)
    expect(rollback!.ours.root).not.toBe(last.root)
  })

  test('older than the log key itself is noticed too', async () => {
    const office = openLedgerOffice()
    office.write(3)
    const backup = backupOf(office)
    await seal(office)
    restore(office, backup)
    expect(status(openLedgerOffice(office.home))).toMatchObject({ history: 'rolled_back', entries: 3, vkey: null, rollback: { known: { size: 4 }, common: null } })
  })

  test('goes on after a system manager has answered for it: reason, both sizes and the lost roots stand in the ledger and go to the registry', async () => {
    const { office, last } = await rolledBack()
    const after = now(checkpointHandlers.resolve(office.as(), { reason: 'پشتیبان دیروز پس از خرابی دیسک' }))
    expect(after).toMatchObject({ history: 'consistent', rollback: null, newest: { cause: 'resolve' } })
    expect(refusal(() => refuseRolledBack(office.as()))).toBe('allowed')
    const [payload, stream] = office.db.prepare<[], [string, string]>("SELECT e.payload, d.stream FROM ledger_entries e JOIN deliveries d ON d.seq = e.seq WHERE kind = 'checkpoint.resolve'").raw().get()!
    expect(stream).toBe('reports')
    expect(JSON.parse(payload)).toMatchObject({
      reason: 'پشتیبان دیروز پس از خرابی دیسک', known: { size: last.size }, ours: { size: 12 }, missing: last.size - 11,
      contradicting: [{ size: last.size, root: Buffer.from(last.root, 'hex').toString('base64'), source: 'file' }],
    })
    expect(await checkpointHandlers.verify(office.as(), {})).toMatchObject({ ok: true, treeFits: true })
    expect(refusal(() => checkpointHandlers.resolve(office.as(), { reason: 'دوباره همان' }))).toEqual({ code: 'ROLLBACK_ABSENT' })
    // The same thing happening again is a new matter.
    office.write(5)
    const backup = backupOf(office)
    office.write(5)
    await seal(office)
    restore(office, backup)
    expect(status(openLedgerOffice(office.home)).history).toBe('rolled_back')
  })

  test('one entry less than was sealed is enough', async () => {
    const office = openLedgerOffice()
    office.write(1)
    await seal(office)
    office.write(4)
    const backup = backupOf(office)
    office.write(1)
    const { size } = await seal(office)
    restore(office, backup)
    const again = openLedgerOffice(office.home)
    expect(status(again)).toMatchObject({ history: 'rolled_back', entries: size - 1 })
  })
})

describe('an honest office is left alone', () => {
  test('after every seal, crash between database and list, and re-opening', async () => {
    const office = openLedgerOffice()
    expect(status(office)).toMatchObject({ history: 'consistent', file: 'none', newest: null, vkey: null })
    for (let i = 0; i < 5; i += 1) {
      office.write(7)
      await seal(office)
      expect(status(office)).toMatchObject({ history: 'consistent', file: 'good' })
    }
    // The list lost its last line to a power failure: the next seal makes it whole.
    const text = readFileSync(fileOf(office.home), 'utf8')
    writeFileSync(fileOf(office.home), text.slice(0, -60))
    expect(status(office).history).toBe('consistent')
    office.write(1)
    await seal(office)
    office.db.close()
    const again = openLedgerOffice(office.home)
    expect(status(again)).toMatchObject({ history: 'consistent', file: 'good', recent: { length: 6 } })
    // The list went ahead of a database that was cut off: its checkpoint is borne out by the entries.
    unlinkSync(fileOf(office.home))
    expect(status(again)).toMatchObject({ history: 'consistent', file: 'missing' })
  })

  test('a forged or foreign line in the list is shown as damage and stops nobody', async () => {
    const office = openLedgerOffice()
    office.write(3)
    const { note } = await seal(office)
    for (const forged of [note.replace(/\n4\n/, '\n400\n'), note.replaceAll('mohr/0600', 'mohr/0700')]) {
      writeFileSync(fileOf(office.home), `${note}\n${forged}\n`)
      expect(status(office)).toMatchObject({ history: 'consistent', file: 'damaged' })
    }
  })

  test('a list that cannot be written takes no checkpoint back', async () => {
    const office = openLedgerOffice()
    office.write(3)
    const context = { ...office.as(), home: join(office.home, 'no-such-folder') }
    expect(await checkpointHandlers.seal(context, {})).toMatchObject({ size: 4 })
    expect(office.said).toContain('checkpoint.file_failed')
    expect(now(checkpointHandlers.status(context, {})).file).toBe('missing')
  })
})

test('a page put back alone: the tree stands ahead of the ledger, or its last leaf is another', async () => {
  const office = openLedgerOffice()
  office.write(10)
  await seal(office)
  office.db.exec('DROP TRIGGER ledger_no_delete; PRAGMA foreign_keys=OFF; DELETE FROM ledger_entries WHERE seq > 8')
  office.db.close()
  const again = openLedgerOffice(office.home)
  expect(status(again)).toMatchObject({ history: 'rolled_back', entries: 8, rollback: { known: { size: 11 } } })
  again.write(30, 'b')
  expect(status(again).history).toBe('rolled_back')
})

test('the nightly round seals once a day what happened, in portions, and leaves a contradicted ledger alone', async () => {
  const office = openLedgerOffice()
  office.write(2100)
  const [step] = checkpointDailySteps
  const run = (): number => {
    let calls = 0
    for (let after: string | null = ''; after !== null; calls += 1) after = step!.chunk(office.as(), '2026-11-21', after).next
    return calls
  }
  expect(run()).toBe(2)
  expect(status(office)).toMatchObject({ newest: { cause: 'daily', size: 2101 } })
  expect(run()).toBe(1)
  expect(office.db.prepare('SELECT count(*) FROM checkpoints').pluck().get()).toBe(1)
  const { office: broken } = await rolledBack()
  expect(refusal(() => step!.chunk(broken.as(), '2026-11-21', ''))).toMatchObject({ code: 'LEDGER_ROLLED_BACK' })
  await sealForSync(broken.as())
  expect(broken.said).toContain('checkpoint.unsealed')
})

test('a database that opens with the list of an office is asked for every line of it, not only the last', async () => {
  const { office, last } = await rolledBack()
  // Somebody seals the other history with the office's own key, past the lost size, and puts that line last.
  office.write(40, 'b')
  const aside = openLedgerOffice()
  aside.db.close()
  office.db.pragma('wal_checkpoint(TRUNCATE)')
  copyFileSync(join(office.home, 'office.db'), join(aside.home, 'office.db'))
  const alone = openLedgerOffice(aside.home)
  const other = await seal(alone)
  writeFileSync(fileOf(office.home), `${readFileSync(fileOf(office.home), 'utf8')}${other.note}\n`)
  expect(other.size).toBeGreaterThan(last.size)
  expect(status(office)).toMatchObject({ history: 'rolled_back', rollback: { known: { size: last.size } } })
  expect(() => openDatabase(join(office.home, 'office.db'), Buffer.alloc(32))).toThrow()
})
