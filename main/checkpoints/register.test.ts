import { execFileSync, spawnSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import type { Fault } from '#main/app/fault'
import type { Context } from '#main/app/ports'
import { entryText, ledgerHandlers, sha256, verifyExport } from '#main/ledger/index'
import { createPermitOffice, now, type PermitOffice } from '#main/permits/testing/permit-office'
import { readKnownFile } from './known-file'
import { checkpointHandlers } from './checkpoint-handlers'
import { leafHash, noteIsSigned, parseCheckpoint, parseVkey, RunningRoot, verifyInclusion } from './index'
import { openLedgerOffice } from './testing/office'

const script = join(import.meta.dirname, 'testing/verify_proof.py')
const python = (...args: string[]): { code: number | null; out: string } => {
  const { status, stdout } = spawnSync('python3', [script, ...args], { encoding: 'utf8' })
  return { code: status, out: stdout.trim() }
}
/** Present wherever the tests are run in earnest; where it is not, the runner says which proofs were not tried. */
const withPython = test.skipIf(spawnSync('python3', ['-V']).status !== 0)
const codeOf = async (work: () => unknown): Promise<string> => {
  try {
    await work()
    return 'ok'
  } catch (error) {
    return (error as Fault).code
  }
}

describe('a permit in the register', () => {
  let office: PermitOffice
  let no: string
  let context: Context
  const path = (name: string): string => join(office.home, name)
  const put = (name: string, text: string): string => {
    writeFileSync(path(name), text)
    return path(name)
  }

  beforeAll(async () => {
    office = createPermitOffice()
    context = office.as('director')
    no = await office.issue(1)
    await office.issue(2, { fieldCode: '2001' })
  })

  test('signing row 19: before a checkpoint covers the permit there is no proof; after it there is, and giving it out is logged', async () => {
    expect(await codeOf(() => checkpointHandlers.proof(context, { no }))).toBe('PERMIT_UNSEALED')
    expect(await codeOf(() => checkpointHandlers.proof(context, { no: 'P-0000-1405-01-00001-0' }))).toBe('NOT_FOUND')
    const sealed = await checkpointHandlers.seal(context, {})
    const proof = now(checkpointHandlers.proof(context, { no }))
    expect(proof.fileName).toBe(`${no}.tlog-proof`)
    expect(office.kinds(no).at(-1)).toBe('export.make')
    put('proof.tlog-proof', proof.content)
    const status = now(checkpointHandlers.status(context, {}))
    put('log.pem', status.publicPem!)
    expect(status).toMatchObject({ origin: 'mohr/0600', newest: { size: sealed.size, root: sealed.root }, history: 'consistent', file: 'good', rollback: null })
    put('permit.jws', office.db.prepare<[string], string>('SELECT jws FROM permits WHERE no = ?').pluck().get(no)!)
  })

  test('signing row 19: our own pure functions check the file with nothing but its text and the key', () => {
    const [head, note] = readFileSync(path('proof.tlog-proof'), 'utf8').split(/\n\n([\s\S]*)/)
    const [first, extra, index, ...hashes] = head!.split('\n')
    expect(first).toBe('c2sp.org/tlog-proof@v1')
    const { entry } = JSON.parse(Buffer.from(extra!.slice(6), 'base64').toString()) as { entry: string; payload: string }
    const checkpoint = parseCheckpoint(note!)!
    const key = parseVkey(now(checkpointHandlers.status(context, {})).vkey!)!
    expect(noteIsSigned(checkpoint, key)).toBe(true)
    const proof = { leaf: leafHash(entry), index: Number(index!.slice(6)), size: checkpoint.size, path: hashes.map((hash) => Buffer.from(hash, 'base64')), root: checkpoint.root }
    expect(verifyInclusion(proof)).toBe(true)
    expect(verifyInclusion({ ...proof, leaf: leafHash(entry.replace('permit.sign', 'permit.seal')) })).toBe(false)
  })

  withPython('signing row 19: a verifier in Python, written from the format alone, with openssl for the signature, says so too', () => {
    const good = python(path('proof.tlog-proof'), path('log.pem'), path('permit.jws'))
    expect(good).toEqual({ code: 0, out: expect.stringContaining(`OK ${no} entry `) as string })
    const text = readFileSync(path('proof.tlog-proof'), 'utf8')
    const lines = text.split('\n')
    const edited = (name: string, change: (all: string[]) => string[]): ReturnType<typeof python> => python(put(name, change([...lines]).join('\n')), path('log.pem'), path('permit.jws'))
    const said = JSON.parse(Buffer.from(lines[1]!.slice(6), 'base64').toString()) as { entry: string; payload: string }
    const extra = (change: Partial<typeof said>): string => `extra ${Buffer.from(JSON.stringify({ ...said, ...change })).toString('base64')}`
    const bad = [
      edited('a', (all) => all.with(3, all[4]!)), edited('b', (all) => all.toSpliced(3, 1)), edited('c', (all) => all.with(2, 'index 0')),
      edited('d', (all) => all.with(1, extra({ entry: said.entry.replace('director', 'sombody') }))), edited('e', (all) => all.with(1, extra({ payload: said.payload.replace('"seen":"listed"', '"seen":"opened"') }))),
      python(path('proof.tlog-proof'), path('log.pem'), put('other.jws', 'a.b.c')),
      python(path('proof.tlog-proof'), put('other.pem', execFileSync('openssl', ['pkey', '-pubout'], { input: execFileSync('openssl', ['genpkey', '-algorithm', 'ed25519']) }).toString())),
    ]
    for (const { code, out } of bad) expect([code, out.slice(0, 3)], out).toEqual([1, 'NO '])
  })

  withPython('signing row 20: two checkpoints and the path between them show anyone that nothing was removed', async () => {
    const first = now(checkpointHandlers.status(context, {})).newest!.size
    await office.issue(3)
    const later = await checkpointHandlers.seal(context, {})
    expect(later.size).toBeGreaterThan(first)
    const { content } = now(checkpointHandlers.consistency(context, { size: first }))
    const file = put('consistency.json', content)
    expect(python('--consistency', file, path('log.pem'))).toEqual({ code: 0, out: `OK mohr/0600: the first ${first} of ${later.size} entries are unchanged` })
    const said = JSON.parse(content) as { path: string[] }
    for (const bent of [{ ...said, path: said.path.slice(1) }, { ...said, path: [...said.path, said.path[0]] }, { ...said, first: (said as unknown as { second: string }).second }]) {
      expect(python('--consistency', put('bent.json', JSON.stringify(bent)), path('log.pem')).code).toBe(1)
    }
    expect(await codeOf(() => checkpointHandlers.consistency(context, { size: first + 1 }))).toBe('NOT_FOUND')
  })

  withPython('S1-A10: an instant confirmation has a proof like a permit', () => {
    const confirmed = office.db.prepare<[], string>("SELECT no FROM permits WHERE kind = 'confirmation'").pluck().get()!
    const { content } = now(checkpointHandlers.proof(context, { no: confirmed }))
    expect(python(put('confirmation.tlog-proof', content), path('log.pem'))).toMatchObject({ code: 0 })
  })

  test('what leaves the office of a person by a proof is what the paper shows: no mobile, no birth date, no account', () => {
    const [, extra] = readFileSync(path('proof.tlog-proof'), 'utf8').split('\n')
    const text = Buffer.from(extra!.slice(6), 'base64').toString()
    for (const secret of ['09161234567', '1369', '1990-05-01', '800000000']) expect(text).not.toContain(secret)
  })
})

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
    const check = now(checkpointHandlers.verify(as(), {}))
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
    expect(now(ledgerHandlers.verify(as(), {}))).toMatchObject({ ok: true })
    expect(now(checkpointHandlers.verify(as(), {}))).toMatchObject({ ok: false, firstBad: null, treeFits: false, firstBadCheckpoint: size })
  })
})
