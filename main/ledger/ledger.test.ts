import { createHash } from 'node:crypto'
import { beforeEach, describe, expect, test } from 'vitest'
import fc from 'fast-check'
import { fixedClock } from '#main/app/clock'
import type { Actor } from '#main/app/ports'
import { pageEntries, type LedgerRow } from '#db/ledger/ledger-repo'
import type { Writer } from '#db/handle'
import { createDb } from '#db/testing/memory-db'
import { transact } from '#db/transact'
import { appendEntry, entryHash, entryText, genesisHash } from './append-entry'
import { canonicalText, sha256 } from './canonical'
import { entryLine, verifyExport } from './export-ledger'
import { ledgerKinds } from './kinds'
import { verifyChain } from './verify-chain'
import { verifyLedger } from './verify-ledger'

const clock = fixedClock('2026-11-21T06:12:09Z')
const actor: Actor = { username: 'clerk', displayName: 'زهرا', role: 'clerk' }
let db: Writer
beforeEach(() => {
  db = createDb()
  fill(db, 12)
})

const fill = (into: Writer, count: number): void => {
  for (let i = 1; i <= count; i += 1) {
    transact(into, () => void appendEntry({ db: into, clock, actor }, {
      kind: i % 3 === 0 ? 'receipt.print' : 'dossier.open', aggregate: { type: 'Dossier', id: `d-${i}` }, baseVersion: 0, payload: { n: i, name: 'نمونه‌پور' },
    }))
  }
}
const rowsOf = (from: Writer): LedgerRow[] => [...pageEntries(from, 5)].flat()
const exported = (): string => rowsOf(db).map((row) => `${entryLine(row)}\n`).join('')
const lines = (): string[] => exported().trimEnd().split('\n')

describe('appending', () => {
  test('chains every entry to the one before, from 32 zero bytes on', () => {
    const rows = rowsOf(db)
    expect(rows.map((row) => row.seq)).toEqual(Array.from({ length: 12 }, (_, i) => i + 1))
    expect(rows.map((row) => row.prev_hash)).toEqual([genesisHash, ...rows.slice(0, -1).map((row) => row.hash)])
    expect(Buffer.from(genesisHash, 'base64url')).toEqual(Buffer.alloc(32))
  })

  test('an entry\'s hash can be made again from the published form alone (docs/formats/ledger.md)', () => {
    const { hash, payload, ...rest } = rowsOf(db)[4]!
    const text = JSON.stringify(Object.fromEntries(Object.entries(rest).sort(([a], [b]) => (a < b ? -1 : 1))))
    expect(createHash('sha256').update(text).digest('base64url')).toBe(hash)
    expect(createHash('sha256').update(payload).digest('base64url')).toBe(rest.payload_sha256)
  })

  test('only with the rows it changes: outside a transaction it is refused, with a failing one it is gone', () => {
    expect(() => appendEntry({ db, clock, actor }, { kind: 'staff.save', aggregate: { type: 'StaffUser', id: 'x' }, baseVersion: 0, payload: {} })).toThrow('written with the rows')
    expect(() => transact(db, () => {
      fill(db, 1)
      throw new Error('later')
    })).toThrow('later')
    expect(rowsOf(db)).toHaveLength(12)
  })

  test('what goes to the registry is queued with it, what is local is not', () => {
    const queued = db.prepare<[], number>('SELECT seq FROM deliveries ORDER BY seq').pluck().all()
    expect(queued).toEqual([1, 2, 4, 5, 7, 8, 10, 11])
    expect(db.prepare('SELECT DISTINCT stream FROM deliveries').pluck().all()).toEqual([ledgerKinds['dossier.open']])
  })

  test('a payload without a canonical form is refused', () => {
    const put = (payload: Record<string, unknown>) => transact(db, () => void appendEntry({ db, clock, actor }, {
      kind: 'staff.save', aggregate: { type: 'StaffUser', id: 'x' }, baseVersion: 0, payload: payload as Record<string, never>,
    }))
    for (const bad of ['\uD800', Number.NaN, Infinity]) expect(() => put({ bad })).toThrow()
    expect(rowsOf(db)).toHaveLength(12)
  })
})

describe('append-only', () => {
  test.each(['UPDATE ledger_entries SET actor = \'x\' WHERE seq = 3', 'DELETE FROM ledger_entries WHERE seq = 12', 'DELETE FROM ledger_entries'])('%s is refused', (sql) => {
    expect(() => db.exec(sql)).toThrow('append-only')
  })

  test('a second entry under one number, id or hash is refused', () => {
    const [row] = rowsOf(db)
    const insert = (change: Partial<LedgerRow>) => () => {
      const values = Object.values({ ...row!, seq: 99, op_id: 'other', device_seq: 99, hash: 'other', ...change })
      db.prepare(`INSERT INTO ledger_entries VALUES (${values.map(() => '?').join(',')})`).run(...values)
    }
    for (const change of [{ seq: 1 }, { op_id: row!.op_id }, { device_seq: 1 }, { hash: row!.hash }]) expect(insert(change)).toThrow(/UNIQUE/)
  })

  test('a row changed by somebody who took the triggers away is named', () => {
    db.exec("DROP TRIGGER ledger_no_update; UPDATE ledger_entries SET payload = replace(payload, '7', '8') WHERE seq = 7")
    expect(verifyChain(pageEntries(db, 5))).toMatchObject({ ok: false, entries: 6, firstBad: 7 })
  })

  test.each(['actor', 'role', 'at', 'kind', 'aggregate_id', 'op_id', 'depends_on', 'payload_sha256', 'prev_hash', 'hash'])('a changed %s is named', (column) => {
    db.exec(`DROP TRIGGER ledger_no_update; PRAGMA foreign_keys=OFF; UPDATE ledger_entries SET ${column} = ${column} || 'x' WHERE seq = 4`)
    expect(verifyChain(pageEntries(db))).toMatchObject({ ok: false, firstBad: 4 })
  })

  test('signing row 19: the fast way over a database says what the slow one over its rows says, whatever stands in the columns', async () => {
    const odd = fc.oneof(fc.string({ maxLength: 8 }), fc.string({ unit: 'binary', maxLength: 8 }), fc.nat(127).map((code) => `a${String.fromCharCode(code)}'`), fc.constantFrom('"', '\\', '\\"', 'x","role":"director', 'ی', '\n', '[]', '["a"]', '\u2028', ''))
    const columns = ['actor', 'role', 'at', 'kind', 'aggregate_id', 'aggregate_type', 'op_id', 'depends_on', 'payload', 'payload_sha256', 'prev_hash', 'hash'] as const
    db.exec('DROP TRIGGER ledger_no_update; PRAGMA foreign_keys=OFF')
    const change = db.prepare(`UPDATE ledger_entries SET ${columns.map((name) => `${name} = ?`).join()}, base_version = ? WHERE seq = ?`)
    await fc.assert(fc.asyncProperty(fc.array(odd, { minLength: 12, maxLength: 12 }), fc.integer({ min: 1, max: 12 }), fc.integer({ min: 0, max: 4095 }), fc.boolean(), async (values, seq, which, honest) => {
      db.exec('SAVEPOINT trial')
      const row = rowsOf(db)[seq - 1]!
      // Half of the time the changed entry's own digests are made right again: then only its neighbour's link may tell.
      const put = { ...row, ...Object.fromEntries(columns.filter((_, i) => which & (1 << i)).map((name) => [name, values[columns.indexOf(name)]])) }
      if (honest) {
        put.payload_sha256 = sha256(put.payload)
        put.prev_hash = row.prev_hash
        put.hash = entryHash(put)
      }
      try {
        change.run(...columns.map((name) => put[name]), put.base_version, seq)
        expect(await verifyLedger(db)).toEqual(verifyChain(pageEntries(db)))
      } catch (error) {
        if (!(error instanceof Error && 'code' in error && String(error.code).startsWith('SQLITE_CONSTRAINT'))) throw error
      } finally {
        db.exec('ROLLBACK TO trial; RELEASE trial')
      }
    }), { numRuns: 300, examples: [[[...Array.from({ length: 7 }, () => ''), '\\"', '"', '', '', ''], 1, 3776, true]] })
    expect(await verifyLedger(db)).toEqual({ ok: true, entries: 12, head: rowsOf(db).at(-1)!.hash, firstBad: null })
  })

  test.each([
    [-1, true], [Number.MAX_SAFE_INTEGER, true], [Number.MIN_SAFE_INTEGER, true], [2 ** 53 + 2, false], [-(2 ** 53) - 2, false], [2 ** 62, false],
  ])('RFC 8785: the number %d in an entry that is whole otherwise fits: %s', async (base_version, fits) => {
    db.exec('DROP TRIGGER ledger_no_update; PRAGMA foreign_keys=OFF')
    const last = rowsOf(db).at(-1)!
    db.prepare('UPDATE ledger_entries SET base_version = ?, hash = ? WHERE seq = 12').run(BigInt(base_version), entryHash({ ...last, base_version }))
    expect(await verifyLedger(db)).toMatchObject(fits ? { ok: true, entries: 12 } : { ok: false, entries: 11, firstBad: 12 })
    if (fits) expect(verifyChain(pageEntries(db))).toEqual(await verifyLedger(db))
  })

  test('the text of every entry that fits is handed on, as the tree takes it', async () => {
    transact(db, () => {
      const op = rowsOf(db)[0]!.op_id
      appendEntry({ db, clock, actor }, { kind: 'dossier.open', aggregate: { type: 'Dossier', id: 'd-99' }, baseVersion: 0, payload: {}, dependsOn: [op, op] })
      appendEntry({ db, clock, actor: { ...actor, username: 'زهرا"\\' } }, { kind: 'dossier.open', aggregate: { type: 'Dossier', id: 'd-100' }, baseVersion: 0, payload: {} })
    })
    const texts: string[] = []
    expect(await verifyLedger(db, (text) => void texts.push(Buffer.from(text).toString()))).toMatchObject({ ok: true, entries: 14 })
    expect(texts).toEqual(rowsOf(db).map(entryText))
  })

  test('others have their turn between two pages, and what they write meanwhile is counted too', async () => {
    fill(db, 2000)
    const checked = verifyLedger(db)
    setImmediate(() => { fill(db, 3) })
    expect(await checked).toEqual({ ok: true, entries: 2015, head: rowsOf(db).at(-1)!.hash, firstBad: null })
  })

  test('an entry whose text cannot be written does not pass for one with an empty text', async () => {
    db.exec('DROP TRIGGER ledger_no_update; PRAGMA foreign_keys=OFF')
    db.prepare('UPDATE ledger_entries SET base_version = ?, hash = ? WHERE seq = 12').run(2n ** 62n, sha256(''))
    expect(await verifyLedger(db)).toMatchObject({ ok: false, entries: 11, firstBad: 12 })
  })

  test.each([-1, 0, Number.MIN_SAFE_INTEGER, -(2 ** 63)])('a row put in under the number %d, whole in itself, is named', async (seq) => {
    const first = { ...rowsOf(db)[0]!, seq, op_id: 'below', device_seq: -1 }
    const put = { ...first, hash: entryHash(first) }
    db.prepare(`INSERT INTO ledger_entries VALUES (${Object.keys(put).map((name) => `@${name}`).join()})`).run({ ...put, seq: BigInt(seq) })
    const broken = { ok: false, entries: 0, head: genesisHash, firstBad: seq }
    expect(verifyChain(pageEntries(db, 5))).toEqual(broken)
    expect(await verifyLedger(db)).toEqual(broken)
    expect(verifyExport(exported())).toMatchObject({ ok: false })
  })

  test('a row taken out of the table is missed', () => {
    db.exec('DROP TRIGGER ledger_no_delete; PRAGMA foreign_keys=OFF; DELETE FROM ledger_entries WHERE seq = 6')
    expect(verifyChain(pageEntries(db))).toMatchObject({ ok: false, firstBad: 7 })
  })
})

describe('an exported ledger is checked with nothing but its own text', () => {
  test('the honest one is good, and says how far it goes', () => {
    expect(verifyExport(exported())).toEqual({ ok: true, entries: 12, head: rowsOf(db).at(-1)!.hash, firstBad: null })
    expect(verifyExport('')).toEqual({ ok: true, entries: 0, head: genesisHash, firstBad: null })
  })

  const tampered = (change: (all: string[]) => string[]): ReturnType<typeof verifyExport> => verifyExport(change(lines()).join('\n'))

  test('a line left out, put in twice, swapped, moved or edited is found at its place', () => {
    expect(tampered((all) => all.toSpliced(4, 1))).toMatchObject({ ok: false, entries: 4 })
    expect(tampered((all) => all.toSpliced(4, 0, all[4]!))).toMatchObject({ ok: false, entries: 5 })
    expect(tampered((all) => all.with(4, all[5]!).with(5, all[4]!))).toMatchObject({ ok: false, entries: 4 })
    expect(tampered((all) => [...all.slice(1), all[0]!])).toMatchObject({ ok: false, entries: 0 })
    expect(tampered((all) => all.toReversed())).toMatchObject({ ok: false, entries: 0 })
    expect(tampered((all) => all.with(4, all[4]!.replace('نمونه', 'نمونة')))).toMatchObject({ ok: false, entries: 4, firstBad: 5 })
    expect(tampered((all) => all.with(11, all[11]!.slice(0, -9)))).toMatchObject({ ok: false, entries: 11, firstBad: 12 })
    expect(tampered((all) => all.with(3, 'null'))).toMatchObject({ ok: false, firstBad: 4 })
  })

  test('a line with an added or doubled member, a space or another order is refused: the hash would not cover what is read', () => {
    const spoil = (edit: (line: string) => string) => tampered((all) => all.with(4, edit(all[4]!)))
    expect(spoil((line) => line.replace('{', '{"aa":1,'))).toMatchObject({ ok: false, firstBad: 5 })
    expect(spoil((line) => line.replace('{', '{"actor":"director",'))).toMatchObject({ ok: false, firstBad: 5 })
    expect(spoil((line) => line.replace('":', '": '))).toMatchObject({ ok: false, firstBad: 5 })
    expect(spoil((line) => JSON.stringify(Object.fromEntries(Object.entries(JSON.parse(line) as object).reverse())))).toMatchObject({ ok: false, firstBad: 5 })
  })

  test('a tail cut off whole, or a chain made again, has another head: the one to compare is outside (receipt, last export)', () => {
    const { head } = verifyExport(exported())
    const cut = tampered((all) => all.slice(0, 9))
    expect(cut).toMatchObject({ ok: true, entries: 9 })
    expect(cut.head).not.toBe(head)
    let previous = rowsOf(db)[3]!.hash
    const rechained = rowsOf(db).map((row) => {
      if (row.seq < 5) return row
      const payload = row.seq === 5 ? canonicalText({ n: 5, name: 'دیگری' }) : row.payload
      const next = { ...row, payload, payload_sha256: sha256(payload), prev_hash: previous }
      previous = entryHash(next)
      return { ...next, hash: previous }
    })
    const forged = verifyExport(rechained.map(entryLine).join('\n'))
    expect(forged).toMatchObject({ ok: true, entries: 12 })
    expect(forged.head).not.toBe(head)
  })

  test('any one character changed anywhere is found', () => {
    const text = exported()
    fc.assert(fc.property(fc.nat(text.length - 2), fc.constantFrom('0', 'x', '"', ' ', 'ن'), (at, letter) => {
      fc.pre(text[at] !== letter)
      const check = verifyExport(text.slice(0, at) + letter + text.slice(at + 1))
      expect(check.ok && check.head === rowsOf(db).at(-1)!.hash && check.entries === 12).toBe(false)
    }), { numRuns: 300 })
  })
})

test('S0-09: numbers of a series are given once, in order, and start again each Jalali year', async () => {
  const { allotNumber } = await import('./allot-number')
  const next = (kind: 'P' | 'C', unit: string, day: string): string => transact(db, () => allotNumber(db, kind, unit, day))
  expect([next('P', '0600', '2026-11-21'), next('P', '0600', '2026-11-21'), next('C', '0600', '2026-11-21'), next('P', '0603', '2026-11-21'), next('P', '0600', '2027-03-21')].map((no) => no.slice(0, -2)))
    .toEqual(['P-0600-1405-01-00001', 'P-0600-1405-01-00002', 'C-0600-1405-01-00001', 'P-0603-1405-01-00001', 'P-0600-1406-01-00001'])
  expect(() => transact(db, () => {
    next('P', '0600', '2026-11-21')
    throw new Error('later')
  })).toThrow('later')
  expect(next('P', '0600', '2026-11-21')).toContain('-00003-')
  db.exec("UPDATE number_series SET last = 99999 WHERE kind = 'P' AND unit = '0600'")
  expect(() => next('P', '0600', '2026-11-21')).toThrow(RangeError)
})

test('the text of an entry that is hashed is its RFC 8785 form, whatever its members hold', () => {
  const word = fc.oneof(fc.string({ unit: 'grapheme' }), fc.constantFrom('expert', '["a"]', 'نام', '"', '\\', '\u0007', '[]'))
  const count = fc.oneof(fc.nat(), fc.constantFrom(-0, 1.5, 1e21, 2 ** 53))
  fc.assert(fc.property(fc.record({
    seq: count, op_id: word, device_seq: count, aggregate_type: word, aggregate_id: word, base_version: count, kind: word, schema: count, actor: word, role: word,
    at: word, payload_sha256: word, depends_on: word, prev_hash: word,
  }), (row) => { expect(entryText(row)).toBe(canonicalText(row)) }), { numRuns: 500 })
  const [row] = rowsOf(db)
  expect(() => entryText({ ...row!, actor: '\ud800' })).toThrow(TypeError)
  expect(() => entryText({ ...row!, seq: Number.NaN })).toThrow(TypeError)
})
