import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync, statSync, type Dirent } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openDatabase } from '#db/open'
import { testKey } from '#db/testing/memory-db'
import { transact } from '#db/transact'
import { digestOf, openShelf } from './scan-shelf'
import { createScanOffice, type ScanOffice } from './testing/scan-office'
import { jpegOf } from './testing/sample-files'

const filesIn = (home: string): string[] =>
  readdirSync(join(home, 'scans'), { recursive: true, withFileTypes: true }).filter((entry: Dirent) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
const attach = (office: ScanOffice, n: number, bytes: Buffer): { id: string } =>
  office.ask('attach', { dossierId: office.draft(n), kind: 'skill', contentBase64: bytes.toString('base64') }).document

test('security row 1: neither bytes nor digest of a scan stand on the disk in the clear, and the same bytes are stored once', () => {
  const office = createScanOffice()
  const bytes = jpegOf(60, 80, 7)
  attach(office, 1, bytes)
  attach(office, 2, bytes)
  expect(filesIn(office.home)).toHaveLength(1)
  const [path] = filesIn(office.home)
  const stored = readFileSync(path!)
  expect(stored.includes(bytes.subarray(20, 60))).toBe(false)
  expect(path).not.toContain(digestOf(bytes))
  expect(path).not.toContain(Buffer.from(digestOf(bytes), 'base64url').toString('hex'))
  expect(statSync(path!).mode & 0o077).toBe(0)
})

test('any changed byte of a stored scan is noticed, and attaching the same paper again mends it', () => {
  const office = createScanOffice()
  const bytes = jpegOf()
  const { id } = attach(office, 1, bytes)
  const [path] = filesIn(office.home)
  const good = readFileSync(path!)
  for (let at = 0; at < good.length; at += 7) {
    const other = Buffer.from(good)
    other[at]! ^= 0x10
    writeFileSync(path!, other)
    expect(() => office.ask('read', { id }), String(at)).toThrow('DOCUMENT_LOST')
  }
  rmSync(path!)
  expect(() => office.ask('read', { id })).toThrow('DOCUMENT_LOST')
  attach(office, 2, bytes)
  expect(office.ask('read', { id }).contentBase64).toBe(bytes.toString('base64'))
})

test('a stored file put in the place of another is not taken for it', () => {
  const office = createScanOffice()
  const { id } = attach(office, 1, jpegOf(60, 80, 3))
  const [first] = filesIn(office.home)
  attach(office, 2, jpegOf(60, 80, 5))
  const second = filesIn(office.home).find((path) => path !== first)!
  writeFileSync(first!, readFileSync(second))
  expect(() => office.ask('read', { id })).toThrow('DOCUMENT_LOST')
})

test('security row 25: what a crash left between file and commit is swept at the next start; what rows name stays', () => {
  const office = createScanOffice()
  const { id } = attach(office, 1, jpegOf())
  const shelf = openShelf(office.as('clerk'))
  const orphan = jpegOf(61, 81, 9)
  const crash = (): void => transact(office.db, () => {
    shelf.put(digestOf(orphan), orphan)
    throw new Error('power')
  })
  expect(crash).toThrow('power')
  mkdirSync(join(office.home, 'scans', 'zz'))
  writeFileSync(join(office.home, 'scans', 'zz', 'half.part'), 'half')
  expect(filesIn(office.home)).toHaveLength(3)
  const again = openDatabase(office.db.name, testKey)
  openShelf({ db: again, home: office.home })
  expect(filesIn(office.home)).toHaveLength(1)
  expect(office.ask('read', { id }).type).toBe('image/jpeg')
})

test('bytes are never stored outside the transaction of their row', () => {
  const office = createScanOffice()
  expect(() => { openShelf(office.as('clerk')).put('x', Buffer.alloc(3)) }).toThrow('with the row')
})

test('a folder that can\'t be written is told as storage, and no row stays', () => {
  const office = createScanOffice()
  writeFileSync(join(office.home, 'scans'), 'no folder')
  expect(() => attach(office, 1, jpegOf())).toThrow('STORAGE_FAILED')
  expect(office.db.prepare('SELECT count(*) FROM documents').pluck().get()).toBe(0)
})
