import { beforeEach, expect, test } from 'vitest'
import { prepared } from './prepared'
import type { Writer } from './handle'
import { openDatabase } from './open'
import { createDb } from './testing/memory-db'
import { transact } from './transact'

let db: Writer
beforeEach(() => {
  db = createDb(10)
  db.exec('CREATE TABLE t (x INTEGER NOT NULL) STRICT')
})
const values = (): unknown[] => db.prepare('SELECT x FROM t ORDER BY x').pluck().all()
const put = (x: number): void => void db.prepare('INSERT INTO t VALUES (?)').run(x)

test('all of it or nothing, and the answer comes back', () => {
  expect(transact(db, () => {
    put(1)
    return 'done'
  })).toBe('done')
  expect(() => transact(db, () => {
    put(2)
    throw new Error('no')
  })).toThrow('no')
  expect(values()).toEqual([1])
})

test('inside another one it joins it: the outer one decides', () => {
  expect(() => transact(db, () => {
    transact(db, () => put(1))
    put(2)
    throw new Error('no')
  })).toThrow('no')
  expect(values()).toEqual([])
  expect(db.inTransaction).toBe(false)
})

test('it takes the write lock at once, so that nobody changes what it reads', () => {
  const other = openDatabase(db.name, Buffer.alloc(32, 7))
  other.pragma('busy_timeout=0')
  transact(db, () => {
    db.prepare('SELECT count(*) FROM t').get()
    expect(() => other.exec('BEGIN IMMEDIATE')).toThrow('locked')
  })
  other.exec('BEGIN IMMEDIATE; COMMIT')
})

test('a promise is no unit of work: better-sqlite3 refuses it and nothing stays', () => {
  const later = async (): Promise<void> => put(1)
  // @ts-expect-error the type says so too
  expect(() => transact(db, later)).toThrow(TypeError)
  expect(values()).toEqual([])
})

test('a prepared statement is compiled once a connection and never shared between two', () => {
  const sql = 'SELECT x FROM t'
  expect(prepared(db, sql)).toBe(prepared(db, sql))
  const other = openDatabase(db.name, Buffer.alloc(32, 7))
  expect(prepared(other, sql)).not.toBe(prepared(db, sql))
})
