import { createCipheriv, createDecipheriv, createHash, createHmac, hkdfSync, randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { Fault } from '#main/app/fault'
import type { Context } from '#main/app/ports'
import { syncFolder, writeDurably } from '#main/staff/index'
import { fileIsUsed, insertScanKey, readScanKey, usedFiles } from '#db/documents/document-repo'
import type { Writer } from '#db/handle'
import { transact } from '#db/transact'

/**
 * Where the bytes of scans lie: one encrypted file each, beside the database and not in it. Measured with 400 scans of
 * 400 kB (median): attaching 2.1 ms as a file against 1.5 ms as rows, reading 0.2 against 0.5 ms; but a copy of the
 * database (the nightly backup) took 832 ms with the scans inside and 2 ms without, so an office's 15 GB would cost every
 * backup more than a minute and every page of it, while files that never change are copied once.
 *
 * A file is AES-256-GCM under a key that only the encrypted database holds, bound to the digest of its content; its name is
 * a keyed hash of that digest, so the folder does not tell who holds a known paper. Order of a write: file, fsync, rename,
 * fsync of the folder, commit of the row. A crash in between leaves a file without a row, which the next sweep takes away;
 * never a row without a file. Writes and the sweep run inside IMMEDIATE transactions, so two programs take turns.
 */
export type ScanShelf = {
  /** Stores bytes under their digest; the same bytes are stored once. Inside the transaction that writes the row. */
  put(sha256: string, bytes: Buffer): void
  /** The bytes, or null when they are not there or not what they were. */
  take(sha256: string): Buffer | null
  /** Removes the bytes unless a document still stands on them. After the commit that let go of them. */
  drop(sha256: string): void
}

const ivBytes = 12
const tagBytes = 16
const swept = new WeakSet<Writer>()

export const digestOf = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('base64url')

/** The shelf of an open office. Its first use in a program sweeps what a crash left behind. */
export const openShelf = ({ db, home }: Pick<Context, 'db' | 'home'>): ScanShelf => {
  const folder = join(home, 'scans')
  const { fileKey, nameKey } = keysOf(db)
  const nameOf = (sha256: string): string => createHmac('sha256', nameKey).update(sha256).digest('hex')
  const pathOf = (sha256: string): string => join(folder, nameOf(sha256).slice(0, 2), nameOf(sha256))

  const take = (sha256: string): Buffer | null => {
    const sealed = readIfThere(pathOf(sha256))
    const bytes = sealed && unseal(fileKey, sha256, sealed)
    return bytes && digestOf(bytes) === sha256 ? bytes : null
  }
  const put = (sha256: string, bytes: Buffer): void => {
    if (!db.inTransaction) throw new Error('a scan is stored with the row that names it')
    // One that was altered on disk is written anew.
    if (!take(sha256)) telling(() => {
      makeFolder(dirname(pathOf(sha256)))
      writeDurably(pathOf(sha256), seal(fileKey, sha256, bytes))
    })
  }
  const drop = (sha256: string): void => transact(db, () => {
    if (!fileIsUsed(db, sha256)) rmSync(pathOf(sha256), { force: true })
  })
  if (!swept.has(db)) {
    telling(() => { transact(db, () => { sweep(folder, new Set(usedFiles(db).map(nameOf))) }) })
    swept.add(db)
  }
  return { put, take, drop }
}

/** Two keys out of the one in the database; made on first use, in a transaction. */
const keysOf = (db: Writer): { fileKey: Buffer; nameKey: Buffer } => {
  const key = readScanKey(db) ?? transact(db, () => {
    const known = readScanKey(db)
    if (known) return known
    const fresh = randomBytes(32)
    insertScanKey(db, fresh)
    return fresh
  })
  const derive = (use: string): Buffer => Buffer.from(hkdfSync('sha256', key, Buffer.alloc(0), `mohr scans v1 ${use}`, 32))
  return { fileKey: derive('files'), nameKey: derive('names') }
}

const seal = (key: Buffer, sha256: string, bytes: Buffer): Buffer => {
  const iv = randomBytes(ivBytes)
  const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(Buffer.from(sha256))
  return Buffer.concat([iv, cipher.update(bytes), cipher.final(), cipher.getAuthTag()])
}

const unseal = (key: Buffer, sha256: string, sealed: Buffer): Buffer | null => {
  if (sealed.length < ivBytes + tagBytes) return null
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, ivBytes)).setAAD(Buffer.from(sha256)).setAuthTag(sealed.subarray(-tagBytes))
    return Buffer.concat([decipher.update(sealed.subarray(ivBytes, -tagBytes)), decipher.final()])
  } catch {
    return null
  }
}

const codeOf = (error: unknown): string => (error instanceof Error && 'code' in error ? String(error.code) : '')

const readIfThere = (path: string): Buffer | null => {
  try {
    return readFileSync(path)
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return null
    throw new Fault('STORAGE_FAILED')
  }
}

/** A full disk and a failing one, in the door's own words. */
const telling = (work: () => void): void => {
  try {
    work()
  } catch (error) {
    throw /^E/.test(codeOf(error)) ? new Fault(codeOf(error) === 'ENOSPC' || codeOf(error) === 'EDQUOT' ? 'STORAGE_FULL' : 'STORAGE_FAILED') : error
  }
}

const makeFolder = (folder: string): void => {
  if (existsSync(folder)) return
  makeFolder(dirname(folder))
  mkdirSync(folder, { mode: 0o700 })
  syncFolder(dirname(folder))
}

/** Takes away what no row names: half-written parts and files whose commit never came. */
const sweep = (folder: string, used: ReadonlySet<string>): void => {
  if (!existsSync(folder)) return
  for (const part of readdirSync(folder)) {
    for (const name of readdirSync(join(folder, part))) if (!used.has(name)) rmSync(join(folder, part, name), { force: true })
  }
}
