import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { copyFile, mkdir, mkdtemp, open, readdir, rename, rm, stat } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import type { Restored } from '#contract/office'
import { migrations } from '#db/migrations/index'
import { Fault } from '#main/app/fault'
import type { Emit } from '#main/app/ports'
import { openIdentity } from './backup-key'
import { NoBackup, readHeader, unsealBackup } from './backup-file'
import { scanName, smallFiles } from './take-backup'

/**
 * Lays a backup down in a data folder that has no office. Everything is written beside it first; the key ring, without which
 * there is no office, comes last, so that a restore that was cut off leaves none. Scans come from `scans/` beside the backup;
 * those that are not there are counted, and the screens say so where one is asked for.
 * @param setAside renames a database without a key ring, which nobody can open now.
 * @throws Fault OFFICE_EXISTS, BACKUP_UNREADABLE {cause}, BACKUP_DAMAGED, BACKUP_PASSPHRASE_WRONG, BACKUP_NEWER.
 */
export const restoreBackup = async (home: string, file: string, passphrase: string, emit: Emit, setAside: () => void): Promise<Restored> => {
  if (existsSync(join(home, 'keyring.json'))) throw new Fault('OFFICE_EXISTS')
  const { header } = await reading(() => readHeader(file))
  const identity = await openIdentity(header.identity, passphrase)
  if (identity === null) throw new Fault('BACKUP_PASSPHRASE_WRONG')
  return layDown(home, file, identity, emit, setAside)
}

/** The same with the key that the passphrase opened. */
export const layDown = async (home: string, file: string, identity: string, emit: Emit, setAside: () => void): Promise<Restored> => {
  await sweep(home)
  const aside = await mkdtemp(join(home, '.restore-'))
  try {
    const { header, contents, database, scans } = await reading(() => unsealBackup(file, identity))
    if (contents.schema > (migrations.at(-1)?.version ?? 0)) throw new Fault('BACKUP_NEWER')
    await reading(() => writeDatabase(join(aside, 'office.db'), database, contents.database, emit))
    let missing = 0
    let count = 0
    await reading(async () => {
      for await (const line of scans) {
        if (line === '') continue
        count += 1
        if (!await bringScan(dirname(resolve(file)), home, line)) missing += 1
      }
    })
    if (count !== contents.scans) throw new Fault('BACKUP_DAMAGED')
    for (const name of smallFiles) {
      const text = contents.files[name]
      if (text !== undefined) await writeText(join(aside, name), text)
    }
    if (contents.files['keyring.json'] === undefined) throw new Fault('BACKUP_DAMAGED')
    setAside()
    for (const name of ['office.db', ...smallFiles.filter((one) => one !== 'keyring.json'), 'keyring.json']) {
      if (existsSync(join(aside, name))) await rename(join(aside, name), join(home, name))
    }
    return { name: header.office, unit: header.unit, training: header.training, at: header.at, scans: count, missing }
  } finally {
    await rm(aside, { recursive: true, force: true })
  }
}

/** What a backup may fail by when it is read, as a fault. */
const reading = async <T>(work: () => Promise<T>): Promise<T> => {
  try {
    return await work()
  } catch (error) {
    if (error instanceof Fault) throw error
    if (error instanceof NoBackup && error.newer) throw new Fault('BACKUP_NEWER')
    const code = error instanceof Error && 'code' in error ? String(error.code) : ''
    if (/^(ENOENT|EACCES|EPERM|EISDIR|EIO|ENOTDIR)$/.test(code)) throw new Fault('BACKUP_UNREADABLE', { cause: code })
    if (/^(ENOSPC|EROFS|EDQUOT)$/.test(code)) throw error
    throw new Fault('BACKUP_DAMAGED')
  }
}

const writeDatabase = async (target: string, chunks: AsyncIterable<Uint8Array>, expected: { bytes: number; sha256: string }, emit: Emit): Promise<void> => {
  const hash = createHash('sha256')
  const handle = await open(target, 'w', 0o600)
  let done = 0
  try {
    for await (const chunk of chunks) {
      await handle.writeFile(chunk)
      hash.update(chunk)
      done += chunk.length
      emit('backup.progress', { done, total: expected.bytes })
    }
    await handle.sync()
  } finally {
    await handle.close()
  }
  if (hash.digest('base64url') !== expected.sha256) throw new Fault('BACKUP_DAMAGED')
}

const writeText = async (target: string, text: string): Promise<void> => {
  const handle = await open(target, 'w', 0o600)
  await handle.writeFile(text).then(() => handle.sync()).finally(() => handle.close())
}

/** Names come from our own sealed list, and still only ones that scans have are taken. */
const bringScan = async (backupFolder: string, home: string, line: string): Promise<boolean> => {
  const [name = '', size] = line.split(' ')
  if (!scanName.test(name)) throw new Fault('BACKUP_DAMAGED')
  const from = join(backupFolder, 'scans', name)
  const there = await stat(from).then((known) => known.isFile() && String(known.size) === size, () => false)
  if (!there) return false
  const to = join(home, 'scans', name)
  await mkdir(dirname(to), { recursive: true, mode: 0o700 })
  await copyFile(from, to)
  return true
}

/** Restores that were cut off left only this behind. */
const sweep = async (home: string): Promise<void> => {
  for (const name of await readdir(home)) if (name.startsWith('.restore-')) await rm(join(home, name), { recursive: true, force: true })
}
