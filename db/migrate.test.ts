import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeEach, expect, test } from 'vitest'
import { DatabaseNewer } from './faults'
import type { Writer } from './handle'
import { migrate, schemaVersion, type Migration } from './migrate'
import { migrations } from './migrations'
import { openDatabase } from './open'

const key = Buffer.alloc(32, 7)
let file: string
let db: Writer
beforeEach(() => {
  file = join(mkdtempSync(join(tmpdir(), 'mohr-migrate-')), 'office.db')
  db = openDatabase(file, key)
})
const schema = (of: Writer): unknown => of.prepare("SELECT type, name, sql FROM sqlite_schema WHERE name NOT LIKE 'sqlite_%' ORDER BY type, name").all()
const step = (version: number, sql: string): Migration => ({ version, up: (to) => void to.exec(sql) })

test('versions only go up, each once; most by tens, which leaves room for one between', () => {
  const versions = migrations.map((m) => m.version)
  expect(versions).toEqual([...new Set(versions)].sort((a, b) => a - b))
  expect(versions.every((v) => v > 0 && Number.isInteger(v))).toBe(true)
})

test('all steps at once and one after the other, with the file closed between, give the same schema', () => {
  migrate(db, migrations)
  const atOnce = schema(db)
  const slow = join(mkdtempSync(join(tmpdir(), 'mohr-migrate-')), 'office.db')
  for (const { version } of migrations) {
    const opened = openDatabase(slow, key)
    migrate(opened, migrations, version)
    expect(schemaVersion(opened)).toBe(version)
    expect(opened.pragma('integrity_check', { simple: true })).toBe('ok')
    opened.close()
  }
  expect(schema(openDatabase(slow, key))).toEqual(atOnce)
})

test('every table is STRICT, but those that a search index makes for itself', () => {
  migrate(db, migrations)
  const loose = db.prepare<[], string>("SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND strict = 0 AND name NOT LIKE 'sqlite_%'").pluck().all()
  expect(loose).toEqual([])
})

test('a step that fails takes every step of the run back', () => {
  migrate(db, [step(10, 'CREATE TABLE a (x TEXT) STRICT')])
  const before = schema(db)
  const steps = [step(10, ''), step(20, "CREATE TABLE b (x TEXT) STRICT; INSERT INTO a VALUES ('1')"), step(30, 'CREATE TABLE a (x TEXT)')]
  expect(() => migrate(db, steps)).toThrow('already exists')
  expect(schema(db)).toEqual(before)
  expect(schemaVersion(db)).toBe(10)
  expect(db.prepare('SELECT count(*) AS n FROM a').get()).toEqual({ n: 0 })
})

test('a step that leaves an orphan row is taken back', () => {
  const parents = step(10, 'CREATE TABLE p (id TEXT PRIMARY KEY) STRICT; CREATE TABLE c (p TEXT REFERENCES p (id) DEFERRABLE INITIALLY DEFERRED) STRICT')
  expect(() => migrate(db, [parents, step(20, "INSERT INTO c VALUES ('nobody')")])).toThrow()
  expect(schemaVersion(db)).toBe(0)
})

test('a run again changes nothing, and steps given in any order run in theirs', () => {
  const steps = [step(20, 'ALTER TABLE a ADD COLUMN y TEXT'), step(10, 'CREATE TABLE a (x TEXT) STRICT')]
  migrate(db, steps)
  migrate(db, steps)
  expect(db.prepare("SELECT name FROM pragma_table_info('a')").pluck().all()).toEqual(['x', 'y'])
})

test('a file of a later program is refused and left alone', () => {
  migrate(db, migrations)
  db.pragma('user_version=99990')
  const before = schema(db)
  expect(() => migrate(db, migrations)).toThrow(DatabaseNewer)
  try {
    migrate(db, migrations)
  } catch (error) {
    expect(error).toMatchObject({ fileVersion: 99990, programVersion: migrations.at(-1)!.version })
  }
  expect(schema(db)).toEqual(before)
})
