import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { beforeEach, describe, expect, test } from 'vitest'
import { DatabaseDamaged, DatabasePlain } from './faults'
import type { Writer } from './handle'
import { openDatabase } from './open'

const key = Buffer.from('00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff', 'hex')
let folder: string
let file: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'mohr-open-'))
  file = join(folder, 'office.db')
})

const markers = ['زهرا نمونه‌پور', '1741960013', 'IR460220000000000000000001', 'P-0600-1405-01-00042-7']
const fill = (db: Writer, rows = 200): void => {
  db.exec('CREATE TABLE IF NOT EXISTS notes (id INTEGER PRIMARY KEY, text TEXT NOT NULL, more TEXT NOT NULL) STRICT; CREATE INDEX IF NOT EXISTS notes_by_text ON notes (text)')
  const insert = db.prepare('INSERT INTO notes (text, more) VALUES (?, ?)')
  db.transaction(() => {
    for (let i = 0; i < rows; i += 1) insert.run(`${markers[i % 4]!} ${i}`, 'x'.repeat(300))
  })()
}
const pragma = (db: Writer, name: string): unknown => db.pragma(name, { simple: true })

describe('an office database on disk', () => {
  test('holds no word of its content in any file, in any encoding, open or closed', () => {
    const db = openDatabase(file, key)
    fill(db)
    const forms = markers.flatMap((marker) => [
      Buffer.from(marker), Buffer.from(marker, 'utf16le'), Buffer.from(Buffer.from(marker).toString('base64').slice(0, -4)), Buffer.from('CREATE TABLE notes'),
    ])
    const found = (): string[] => readdirSync(folder).filter((name) => forms.some((form) => readFileSync(join(folder, name)).includes(form)))
    expect(statSync(`${file}-wal`).size).toBeGreaterThan(50_000)
    expect(found()).toEqual([])
    db.close()
    expect(statSync(file).size).toBeGreaterThan(50_000)
    expect(found()).toEqual([])
    expect(readFileSync(file).subarray(0, 15).toString()).not.toBe('SQLite format 3')
  })

  test('is written with full durability on the first opening and, which SQLite forgets, on the second', () => {
    fill(openDatabase(file, key), 1)
    for (const db of [openDatabase(file, key), openDatabase(file, key)]) {
      expect(Object.fromEntries(['synchronous', 'journal_mode', 'foreign_keys', 'trusted_schema', 'cell_size_check', 'secure_delete', 'temp_store', 'cipher']
        .map((name) => [name, pragma(db, name)]))).toEqual({
        synchronous: 2, journal_mode: 'wal', foreign_keys: 1, trusted_schema: 0, cell_size_check: 1, secure_delete: 1, temp_store: 2, cipher: 'aegis',
      })
      db.close()
    }
  })

  test('keeps what was committed when the files are copied without being closed', () => {
    const db = openDatabase(file, key)
    fill(db, 50)
    const other = mkdtempSync(join(tmpdir(), 'mohr-open-'))
    for (const name of ['office.db', 'office.db-wal']) copyFileSync(join(folder, name), join(other, name))
    expect(openDatabase(join(other, 'office.db'), key).prepare('SELECT count(*) AS n FROM notes').get()).toEqual({ n: 50 })
  })
})

describe('what is refused', () => {
  test('a disk that gives no room for the log is not called damage', () => {
    fill(openDatabase(file, key))
    mkdirSync(join(folder, 'copy'))
    const copy = join(folder, 'copy', 'office.db')
    copyFileSync(file, copy)
    mkdirSync(`${copy}-wal`)
    expect(() => openDatabase(copy, key)).toThrow(expect.objectContaining({ code: 'SQLITE_CANTOPEN' }) as Error)
  })

  test('a wrong key, or one bit of the right one', () => {
    fill(openDatabase(file, key))
    for (const wrong of [Buffer.alloc(32), Buffer.from(key.map((byte, i) => (i === 31 ? byte ^ 1 : byte)))]) {
      expect(() => openDatabase(file, wrong)).toThrow(DatabaseDamaged)
    }
    expect(openDatabase(file, key).prepare('SELECT count(*) AS n FROM notes').get()).toEqual({ n: 200 })
  })

  test('a key that has not 32 bytes, before any file is made', () => {
    for (const length of [0, 16, 31, 33]) expect(() => openDatabase(file, Buffer.alloc(length))).toThrow(RangeError)
    expect(existsSync(file)).toBe(false)
  })

  test('a plain SQLite file, which stays as it was', () => {
    const plain = new Database(file)
    plain.exec('CREATE TABLE t (x)')
    plain.close()
    const before = readFileSync(file)
    expect(() => openDatabase(file, key)).toThrow(DatabasePlain)
    expect(readFileSync(file).equals(before)).toBe(true)
  })

  test('a file that is no database', () => {
    writeFileSync(file, 'این پایگاه داده نیست. '.repeat(400))
    expect(() => openDatabase(file, key)).toThrow(DatabaseDamaged)
  })

  test('a byte flipped anywhere is noticed, never read as something else', () => {
    const db = openDatabase(file, key)
    fill(db)
    db.close()
    const honest = readFileSync(file)
    const content = (path: string): unknown => {
      const opened = openDatabase(path, key)
      try {
        return opened.prepare('SELECT id, text, more FROM notes ORDER BY id').all()
      } finally {
        opened.close()
      }
    }
    const expected = content(file)
    const outcomes = { noticed: 0, unchanged: 0, altered: 0 }
    const bad = join(folder, 'flipped.db')
    for (let at = 0; at < honest.length; at += Math.floor(honest.length / 211)) {
      writeFileSync(bad, Buffer.from(honest.map((byte, i) => (i === at ? byte ^ 0x40 : byte))))
      try {
        const same = JSON.stringify(content(bad)) === JSON.stringify(expected)
        outcomes[same ? 'unchanged' : 'altered'] += 1
      } catch {
        outcomes.noticed += 1
      }
    }
    // An unused page and the index are not read by this query: those flips change nothing that was asked for.
    expect(outcomes.altered).toBe(0)
    expect(outcomes.noticed).toBeGreaterThan(100)
  })

  test('every byte flipped in a page that is read is noticed', () => {
    const db = openDatabase(file, key)
    fill(db, 3)
    db.close()
    const honest = readFileSync(file)
    const bad = join(folder, 'flipped.db')
    const silent: number[] = []
    for (let at = 4096; at < 8192; at += 13) {
      writeFileSync(bad, Buffer.from(honest.map((byte, i) => (i === at ? byte ^ 1 : byte))))
      const opened = openDatabase(bad, key)
      try {
        opened.prepare('SELECT * FROM notes NOT INDEXED').all()
        silent.push(at)
      } catch {
        // Noticed.
      } finally {
        opened.close()
      }
    }
    expect(silent).toEqual([])
  })
})
