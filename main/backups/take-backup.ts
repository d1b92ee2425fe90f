import { createHash } from 'node:crypto'
import { createReadStream, existsSync } from 'node:fs'
import { access, copyFile, mkdir, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { schemaVersion } from '#db/migrate'
import { readHead } from '#db/ledger/ledger-repo'
import type { PlanRow } from '#db/backups/backup-repo'
import { Fault } from '#main/app/fault'
import type { Context } from '#main/app/ports'
import { genesisHash } from '#main/ledger/index'
import { syncFolder } from '#main/staff/index'
import { sealBackup, unsealBackup, type BackupContents, type BackupHeader } from './backup-file'

/** Small files of an office that go as they are; each is already sealed, signed or public. */
export const smallFiles = ['keyring.json', 'checkpoints.txt'] as const
export const scanName = /^[0-9a-f]{2}\/[0-9a-f]{64}$/

/** Backups stand at the gate: they need the office's own file. */
export type BackupContext = Context & { holdStill(): { file: string; release(): void } }

export type Taken = { fileName: string; bytes: number; scans: number; ledgerSeq: number; removed: number }

/**
 * One backup: `UNIT-INSTANT.mohr-backup` in the plan's folder, and beside it `scans/` with every scan the office ever had.
 * The database is held still meanwhile (OfficeVault.holdStill) while the office goes on working. The file is written under another
 * name, read back whole with its own key, compared, and only then gets its name; old ones go after that.
 * @throws Fault BACKUP_FOLDER {cause}, BACKUP_UNPROVEN.
 */
export const takeBackup = async (context: BackupContext, plan: PlanRow): Promise<Taken> => {
  const { office, clock, db, home } = context
  const at = clock.now().toISOString()
  const fileName = `${office.unit}-${at.replaceAll(/[-:]/g, '').slice(0, 15)}Z.mohr-backup`
  const file = join(plan.folder, fileName)
  const still = context.holdStill()
  try {
    const files = await readSmallFiles(home)
    const head = readHead(db)
    const schema = schemaVersion(db)
    await inFolder(() => access(plan.folder))
    await inFolder(() => dropUnfinished(plan, office.unit, clock.now()))
    const scans = await mirrorScans(home, plan.folder)
    const database = await digestOf(still.file)
    const contents: BackupContents = { schema, ledger: { seq: head?.seq ?? 0, hash: head?.hash ?? genesisHash }, files, database, scans: scans.length }
    const first: BackupHeader = { typ: 'mohr-backup', v: 1, office: office.name, unit: office.unit, training: office.training, at, identity: plan.sealedIdentity }
    const bytes = await inFolder(() => write(`${file}.part`, sealBackup(first, plan.recipient, {
      contents, database: counted(createReadStream(still.file, { end: database.bytes - 1, highWaterMark: 1 << 18 }), database.bytes, context.emit), scans: lines(scans),
    })))
    await prove(`${file}.part`, plan.identity, contents)
    await inFolder(async () => {
      await rename(`${file}.part`, file)
      syncFolder(plan.folder)
    })
    return { fileName, bytes, scans: scans.length, ledgerSeq: contents.ledger.seq, removed: await dropOld(plan, office.unit) }
  } catch (error) {
    await rm(`${file}.part`, { force: true }).catch(() => undefined)
    throw error
  } finally {
    still.release()
  }
}

/** What the folder refused, as a fault that names the cause. */
const inFolder = async <T>(work: () => Promise<T>): Promise<T> => {
  try {
    return await work()
  } catch (error) {
    if (error instanceof Error && 'code' in error && /^E[A-Z]+$/.test(String(error.code))) throw new Fault('BACKUP_FOLDER', { cause: String(error.code) })
    throw error
  }
}

const readSmallFiles = async (home: string): Promise<Record<string, string>> => {
  const found: Record<string, string> = {}
  for (const name of smallFiles) if (existsSync(join(home, name))) found[name] = await readFile(join(home, name), 'utf8')
  return found
}

/** Scans never change, so each is copied once: `path size` of all that are there now. */
const mirrorScans = async (home: string, folder: string): Promise<string[]> => {
  const from = join(home, 'scans')
  if (!existsSync(from)) return []
  const names = (await readdir(from, { recursive: true })).map((name) => name.replaceAll('\\', '/')).filter((name) => scanName.test(name)).sort()
  const all: string[] = []
  for (const name of names) {
    const { size } = await stat(join(from, name))
    const target = join(folder, 'scans', name)
    const known = await stat(target).then((there) => there.size === size, () => false)
    if (!known) await inFolder(() => copyDurably(join(from, name), target))
    all.push(`${name} ${size}`)
  }
  return all
}

const copyDurably = async (from: string, to: string): Promise<void> => {
  await mkdir(dirname(to), { recursive: true, mode: 0o700 })
  await copyFile(from, `${to}.part`)
  const handle = await open(`${to}.part`, 'r+')
  await handle.sync().finally(() => handle.close())
  await rename(`${to}.part`, to)
}

const digestOf = async (file: string): Promise<BackupContents['database']> => {
  const hash = createHash('sha256')
  let bytes = 0
  for await (const chunk of createReadStream(file, { highWaterMark: 1 << 20 }) as AsyncIterable<Buffer>) {
    hash.update(chunk)
    bytes += chunk.length
  }
  return { bytes, sha256: hash.digest('base64url') }
}

async function* counted(chunks: AsyncIterable<Uint8Array>, total: number, emit: Context['emit']): AsyncGenerator<Uint8Array> {
  let done = 0
  let told = 0
  for await (const chunk of chunks) {
    yield chunk
    done += chunk.length
    if (done - told < total / 100) continue
    told = done
    emit('backup.progress', { done, total })
  }
}

async function* lines(all: readonly string[]): AsyncGenerator<string> {
  yield* all
}

const write = async (file: string, chunks: AsyncIterable<Uint8Array>): Promise<number> => {
  const handle = await open(file, 'w', 0o600)
  try {
    let bytes = 0
    for await (const chunk of chunks) {
      await handle.writeFile(chunk)
      bytes += chunk.length
    }
    await handle.sync()
    return bytes
  } finally {
    await handle.close()
  }
}

/** Reads what was written, from the disk, to its last byte. @throws Fault BACKUP_UNPROVEN. */
const prove = async (file: string, identity: string, expected: BackupContents): Promise<void> => {
  try {
    const { database, scans } = await unsealBackup(file, identity)
    const hash = createHash('sha256')
    for await (const chunk of database) hash.update(chunk)
    let count = 0
    for await (const line of scans) if (line !== '') count += 1
    if (hash.digest('base64url') === expected.database.sha256 && count === expected.scans) return
  } catch {
    // Whatever it is, what lies there can not be relied on.
  }
  throw new Fault('BACKUP_UNPROVEN')
}

/** Longer than any backup takes: the night's task is ended after three hours. */
const unfinishedFor = 6 * 3_600_000

/** What killed backups left would fill the disk that the next one needs; one under way elsewhere is still being written to. */
const dropUnfinished = async ({ folder }: PlanRow, unit: string, now: Date): Promise<void> => {
  for (const name of (await readdir(folder)).filter((one) => new RegExp(`^${unit}-\\d{8}T\\d{6}Z\\.mohr-backup\\.part$`).test(one))) {
    const found = await stat(join(folder, name)).catch(() => null)
    if (found && now.getTime() - found.mtimeMs > unfinishedFor) await rm(join(folder, name), { force: true })
  }
}

/** Only files named as ours are, of this unit, beyond the newest `keep`. */
const dropOld = async ({ folder, keep }: PlanRow, unit: string): Promise<number> => {
  const ours = (await readdir(folder)).filter((name) => new RegExp(`^${unit}-\\d{8}T\\d{6}Z\\.mohr-backup$`).test(name)).sort().reverse()
  const old = ours.slice(keep)
  for (const name of old) await rm(join(folder, name), { force: true })
  return old.length
}
