import { expect, describe, test } from 'vitest'
import { entryText, ledgerHandlers, sha256, verifyExport } from '#main/ledger/index'
import { checkpointHandlers } from './checkpoint-handlers'
import { readKnownFile } from './known-file'
import { leafHash, RunningRoot } from './merkle'
import { now, openLedgerOffice } from './testing/office'

describe('sealing', () => {
  test('the log key is its own, enrolled in the ledger once, and every checkpoint is delivered and listed beside the database', async () => {
    const { as, write, db, home, clock } = openLedgerOffice()
    write(3)
    const first = await checkpointHandlers.seal(as(), {})
    expect(first).toMatchObject({ size: 4, cause: 'asked', delivery: { state: 'queued', receipt: false } })
    write(2)
    clock.set('2026-11-21T07:00:00Z')
    const second = await checkpointHandlers.seal(as('it'), {})
    expect(second).toMatchObject({ size: 7, sealedAt: '2026-11-21T07:00:00.000Z' })
    expect(db.prepare("SELECT json_extract(payload, '$.use'), json_extract(payload, '$.alg') FROM ledger_entries WHERE kind = 'key.enrol'").raw().all()).toEqual([['log', 'Ed25519']])
    expect(db.prepare("SELECT e.seq, d.stream FROM ledger_entries e JOIN deliveries d ON d.seq = e.seq WHERE e.kind = 'checkpoint.seal' ORDER BY e.seq").raw().all()).toEqual([[5, 'reports'], [8, 'reports']])
    expect(readKnownFile(home).notes).toEqual([first.note, second.note])
    expect(now(checkpointHandlers.status(as(), {}))).toMatchObject({ entries: 8, unsealed: 1, recent: [{ size: 7 }, { size: 4 }], acknowledged: null })
  })

  test('where nothing happened, no new checkpoint is made', async () => {
    const { as, write, db } = openLedgerOffice()
    write(1)
    const first = await checkpointHandlers.seal(as(), {})
    expect(await checkpointHandlers.seal(as(), {})).toEqual(first)
    expect(db.prepare('SELECT count(*) FROM checkpoints').pluck().get()).toBe(1)
  })

  test('a training office seals under another name, so that its checkpoints are nobody’s', async () => {
    const { as, write } = openLedgerOffice(undefined, true)
    write(1)
    expect((await checkpointHandlers.seal(as(), {})).note).toMatch(/^mohr\/0600\/training\n/)
  })

  test('signing row 19: a whole reading of the register agrees, and so does an export counted by itself', async () => {
    const { as, write, db } = openLedgerOffice()
    write(600)
    await checkpointHandlers.seal(as(), {})
    write(30)
    const sealed = await checkpointHandlers.seal(as(), {})
    const check = await checkpointHandlers.verify(as(), {})
    expect(check).toMatchObject({ ok: true, entries: 633, treeFits: true, checkpoints: 2, firstBadCheckpoint: null, firstBad: null })
    expect(now(checkpointHandlers.compare(as(), { size: 633, root: check.root }))).toEqual({ fits: true, reaches: true })
    const leaves: Buffer[] = []
    const { content } = now(ledgerHandlers.export(as(), {}))
    expect(verifyExport(content, (row) => leaves.push(leafHash(entryText(row)))).ok).toBe(true)
    const running = new RunningRoot()
    for (const leaf of leaves.slice(0, sealed.size)) running.add(leaf)
    expect(running.root.toString('hex')).toBe(sealed.root)
    db.close()
  })

  test('a root read from paper is compared as it is typed: in groups, in capitals', async () => {
    const { as, write } = openLedgerOffice()
    write(5)
    const { root, size } = await checkpointHandlers.seal(as(), {})
    write(9)
    const groups = root.toUpperCase().replace(/(.{4})/g, '$1 ')
    expect(now(checkpointHandlers.compare(as(), { size, root: groups }))).toEqual({ fits: true, reaches: true })
    expect(now(checkpointHandlers.compare(as(), { size: size - 1, root }))).toEqual({ fits: false, reaches: true })
    expect(now(checkpointHandlers.compare(as(), { size: 999, root }))).toEqual({ fits: false, reaches: false })
  })

  test('signing row 19: an entry edited by somebody with the key to the file, chain made again, is found by the checkpoint', async () => {
    const { as, write, db } = openLedgerOffice()
    write(20)
    const { size } = await checkpointHandlers.seal(as(), {})
    db.exec('DROP TRIGGER ledger_no_update; PRAGMA foreign_keys=OFF')
    const rows = db.prepare<[], { seq: number; payload: string; prev_hash: string; hash: string; payload_sha256: string } & Parameters<typeof entryText>[0]>('SELECT * FROM ledger_entries ORDER BY seq').all()
    let previous = rows[8]!.hash
    for (const row of rows.slice(9)) {
      const payload = row.seq === 10 ? row.payload.replace('نمونه', 'دیگر') : row.payload
      const next = { ...row, payload, payload_sha256: sha256(payload), prev_hash: previous }
      previous = sha256(entryText(next))
      db.prepare('UPDATE ledger_entries SET payload = ?, payload_sha256 = ?, prev_hash = ?, hash = ? WHERE seq = ?').run(payload, next.payload_sha256, next.prev_hash, previous, row.seq)
    }
    expect(await ledgerHandlers.verify(as(), {})).toMatchObject({ ok: true })
    expect(await checkpointHandlers.verify(as(), {})).toMatchObject({ ok: false, firstBad: null, treeFits: false, firstBadCheckpoint: size })
  })

  test.each([-1, 0])('signing row 19: an entry under the number %d, before the first, is found though the tree has no place for it', async (seq) => {
    const { as, write, db } = openLedgerOffice()
    write(20)
    await checkpointHandlers.seal(as(), {})
    const first = db.prepare<[], Parameters<typeof entryText>[0]>('SELECT * FROM ledger_entries WHERE seq = 1').get()!
    const put = { ...first, seq, op_id: 'below', device_seq: -1 }
    db.prepare(`INSERT INTO ledger_entries VALUES (${Object.keys(put).map((name) => `@${name}`).join()})`).run({ ...put, hash: sha256(entryText(put)) })
    expect(await ledgerHandlers.verify(as(), {})).toMatchObject({ ok: false, firstBad: seq })
    expect(await checkpointHandlers.verify(as(), {})).toMatchObject({ ok: false, firstBad: seq })
  })
})
