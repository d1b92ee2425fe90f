import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Reader, Writer } from '../handle'
import { migrate } from '../migrate'
import { migrations } from '../migrations'
import { openDatabase } from '../open'

/** The key of every database made here, for opening one a second time. */
export const testKey = Buffer.alloc(32, 7)

/** A real encrypted file in a fresh folder, at `version` or the newest. Tests never share one. */
export const createDb = (version?: number): Writer => {
  const db = openDatabase(join(mkdtempSync(join(tmpdir(), 'mohr-db-')), 'office.db'), testKey)
  migrate(db, migrations, version)
  return db
}

/** A fresh folder for what an office keeps beside its database. */
export const freshHome = (): string => mkdtempSync(join(tmpdir(), 'mohr-home-'))

export const updateToVersion = (db: Writer, version: number): void => migrate(db, migrations, version)

/** The planner's own words, for asserting that a query goes by its index. */
export const queryPlan = (db: Reader, sql: string, ...values: unknown[]): string =>
  db.prepare<unknown[], { detail: string }>(`EXPLAIN QUERY PLAN ${sql}`).all(...values).map((step) => step.detail).join('\n')
