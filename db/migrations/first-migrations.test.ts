import { describe, expect, test } from 'vitest'
import { createDb, updateToVersion } from '../testing/memory-db'
import type { Writer } from '../handle'

const runs = (db: Writer, sql: string) => () => db.exec(sql)
const entry = (seq: number): string =>
  `INSERT INTO ledger_entries VALUES (${seq}, 'op${seq}', ${seq}, 'Dossier', 'd', 0, 'dossier.open', 1, 'u', 'clerk', '2026-11-21T06:00:00.000Z', '{}', 'x', '[]', 'p', 'h${seq}')`

test('0010: the ledger only grows, a receipt is needed to call anything delivered, there is one office', () => {
  const db = createDb(10)
  db.exec(entry(1))
  expect(runs(db, "UPDATE ledger_entries SET actor = 'x'")).toThrow('append-only')
  expect(runs(db, 'DELETE FROM ledger_entries')).toThrow('append-only')
  expect(runs(db, "INSERT INTO deliveries (op_id, seq, lane, stream, state) VALUES ('nobody', 1, 'l', 's', 'queued')")).toThrow('FOREIGN KEY')
  expect(runs(db, "INSERT INTO deliveries (op_id, seq, lane, stream, state) VALUES ('op1', 1, 'l', 's', 'settled')")).toThrow('CHECK')
  expect(runs(db, "INSERT INTO deliveries (op_id, seq, lane, stream, state) VALUES ('op1', 1, 'l', 's', 'sent')")).toThrow('CHECK')
  db.exec("INSERT INTO deliveries (op_id, seq, lane, stream, state) VALUES ('op1', 1, 'l', 's', 'queued')")
  db.exec("INSERT INTO office VALUES (1, 'o', '0600', 0, 'x')")
  expect(runs(db, "INSERT INTO office VALUES (2, 'o', '0600', 0, 'x')")).toThrow('CHECK')
})

test('0020: staff is added beside what was written before', () => {
  const db = createDb(10)
  db.exec(entry(1))
  updateToVersion(db, 20)
  expect(db.prepare('SELECT count(*) FROM ledger_entries').pluck().get()).toBe(1)
  const add = "INSERT INTO staff_users (username, display_name, post, roles, active, version, created_at) VALUES ('u', 'n', '', 'clerk', 1, 1, 'x')"
  db.exec(add)
  expect(runs(db, add)).toThrow('UNIQUE')
})

test('0030: a series has one last number', () => {
  const db = createDb(20)
  updateToVersion(db, 30)
  db.exec("INSERT INTO number_series VALUES ('P', '0600', 1405, 1, 7)")
  expect(runs(db, "INSERT INTO number_series VALUES ('P', '0600', 1405, 1, 8)")).toThrow('UNIQUE')
})

const person = "INSERT INTO persons (national_id, first_name, last_name, father_name, birth_date, gender, search_text) VALUES ('1741960013', 'ز', 'ن', 'ح', '1990-05-01', 'female', 'x')"
const dossier = (id: string, n: number, state = 'issued'): string => `INSERT INTO dossiers (id, version, tracking_code, state, path, activity_type, channel, national_id, mobile,
  county_code, address, postal_code, government_employee, field_code, documents, agency_code, filed_on, created_at, created_by)
  VALUES ('${id}', 1, 'T-${n}', '${state}', 'normal', 'independent', 'counter', '1741960013', '09', '0603', 'a', 'p', 0, '1001', '', 'industry', '2026-11-01', 'x', 'clerk')`
const key = (kid: string, use: string, secret: string, state = 'active'): string =>
  `INSERT INTO signing_keys (kid, use, alg, bits, holder, public_pem, ${secret}, state, test, created_at) VALUES ('${kid}', '${use}', 'PS256', 3072, 'director', 'pem', 'x', '${state}', 0, 'x')`

/** Two dossiers with the catalogue rows they stand on. */
const withDossiers = (version: number): Writer => {
  const db = createDb(version)
  db.exec(`INSERT INTO provinces VALUES ('06', 'خوزستان'); INSERT INTO counties VALUES ('0603', '06', 'اهواز'); INSERT INTO agencies VALUES ('industry', 'صمت');
    INSERT INTO fields VALUES ('1001', 'خیاطی', 'g', 'industry', 'approval', 0, 1, NULL, NULL); ${person}; ${dossier('d1', 1)}; ${dossier('d2', 2)}`)
  return db
}

describe('0060: signing keys', () => {
  test('stand beside dossiers that were there before, which stay', () => {
    const db = withDossiers(50)
    const before = db.prepare('SELECT * FROM dossiers').all()
    expect(before).toHaveLength(2)
    expect(runs(db, 'SELECT * FROM signing_keys')).toThrow('no such table')
    updateToVersion(db, 60)
    expect(db.prepare('SELECT * FROM dossiers').all()).toEqual(before)
    expect(db.prepare('SELECT count(*) FROM signing_keys').pluck().get()).toBe(0)
  })

  test('one active key a holder, never a short one, and each use keeps its private part in its own way', () => {
    const db = createDb(60)
    db.exec(key('d-1', 'director', 'private_sealed'))
    expect(runs(db, key('d-2', 'director', 'private_sealed'))).toThrow('UNIQUE')
    db.exec(key('d-3', 'director', 'private_sealed', 'retired'))
    expect(runs(db, key('s-1', 'seal', 'private_sealed'))).toThrow('CHECK')
    expect(runs(db, key('d-4', 'other', 'private_sealed', 'retired'))).toThrow('CHECK')
    expect(runs(db, key('d-5', 'director', 'private_sealed', 'retired').replace('3072', '2048'))).toThrow('CHECK')
    expect(runs(db, key('d-6', 'director', 'private_sealed', 'retired').replace('PS256', 'RS256'))).toThrow('CHECK')
  })
})

describe('0070: permits', () => {
  const ready = (): Writer => {
    const db = withDossiers(60)
    db.exec(key('d-1', 'director', 'private_sealed'))
    updateToVersion(db, 70)
    return db
  }
  const permit = (no: string, dossierId: string, change: Record<string, string | number | null> = {}): string => {
    const row = {
      no, kind: 'permit', dossier_id: dossierId, status: 'valid', unit: '0600', county_code: '0603', field_code: '1001', field_title: 'خیاطی', path: 'normal',
      name: 'n', search_text: 's', national_id: '1741960013', issued_on: '2026-11-21', bytes: '{}', digest: no, jws: 'j', kid: 'd-1', signed_by: 'director',
      face: '{}', loan_wanted: 1, ...change,
    }
    const quoted = Object.values(row).map((v) => (v === null ? 'NULL' : typeof v === 'number' ? String(v) : `'${v}'`))
    return `INSERT INTO permits (${Object.keys(row).join(', ')}) VALUES (${quoted.join(', ')})`
  }

  test('S0-07: one active permit a person and field, one permit a dossier', () => {
    const db = ready()
    db.exec(permit('P-1', 'd1'))
    expect(runs(db, permit('P-2', 'd2'))).toThrow('UNIQUE')
    expect(runs(db, permit('P-3', 'd1', { national_id: 'other' }))).toThrow('UNIQUE')
    expect(runs(db, permit('P-4', 'd2', { national_id: 'other', kid: 'nobody' }))).toThrow('FOREIGN KEY')
  })

  test('S1-A10, S1-B7: a confirmation has its loan day, a conditional permit the day its skill is due', () => {
    const db = ready()
    expect(runs(db, permit('C-1', 'd1', { kind: 'confirmation' }))).toThrow('CHECK')
    expect(runs(db, permit('P-1', 'd1', { status: 'conditional' }))).toThrow('CHECK')
    expect(runs(db, permit('P-1', 'd1', { status: 'revoked' }))).toThrow('CHECK')
    db.exec(permit('C-1', 'd1', { kind: 'confirmation', loan_from: '2027-01-05', status: 'conditional', skill_due: '2027-05-20' }))
    db.exec("UPDATE permits SET status = 'valid'")
    expect(runs(db, "UPDATE permits SET skill_due = '2028-01-01'")).toThrow('does not change')
  })

  test('a place in a status list is taken once, and is one of 131,072', () => {
    const db = ready()
    db.exec("INSERT INTO status_places VALUES ('0600-1', 131071, 'P-1')")
    expect(runs(db, "INSERT INTO status_places VALUES ('0600-1', 131071, 'P-2')")).toThrow('UNIQUE')
    expect(runs(db, "INSERT INTO status_places VALUES ('0600-2', 131071, 'P-1')")).toThrow('UNIQUE')
    expect(runs(db, "INSERT INTO status_places VALUES ('0600-1', 131072, 'P-3')")).toThrow('CHECK')
  })
})
