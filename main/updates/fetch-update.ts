import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { open, readdir, rename, rm, stat, truncate, type FileHandle } from 'node:fs/promises'
import type { Readable } from 'node:stream'
import { join } from 'node:path'
import type { FetchedUpdate, UpdateFile } from '#contract/updates'
import { noteFetched } from '#db/updates/update-repo'
import { storageCode } from '#db/faults'
import { makeFolder } from '#db/make-folder'
import { transact } from '#db/transact'
import { Fault } from '#main/app/fault'
import type { Context } from '#main/app/ports'
import { appendEntry } from '#main/ledger/index'
import { connectionFailure } from '#main/network/index'
import { syncFolder } from '#main/staff/index'
import { clientTo, updateServer } from './check-updates'
import { currentOffer, nowFetching, updatesFolder } from './update-state'

/** Longest silence of a server in the middle of a file. */
const silenceMs = 30_000

const sizeOf = async (path: string): Promise<number> => (await stat(path).catch(() => null))?.size ?? 0

const brokenOff = (cause: string, done: number, { size }: UpdateFile): Fault => new Fault('UPDATE_BROKEN_OFF', { cause, done, total: size })

/** Writes what comes, never more than was promised. @returns how many bytes lie there now */
const keep = async (body: Readable, part: FileHandle, from: number, file: UpdateFile, tell: (done: number) => void, alive: () => void): Promise<number> => {
  let done = from
  for await (const chunk of body as AsyncIterable<Buffer>) {
    alive()
    if (done + chunk.length > file.size) throw new Fault('UPDATE_UNPROVEN')
    // A disk that fills up takes a part and calls it done.
    for (let at = 0; at < chunk.length;) at += (await part.write(chunk, at, chunk.length - at, done + at)).bytesWritten
    done += chunk.length
    tell(done)
  }
  return done
}

/** A socket writes too, but its faults are none of a file's. */
const isOfDisk = (error: unknown): boolean =>
  error instanceof Error && 'syscall' in error && ['write', 'fsync', 'ftruncate'].includes(String(error.syscall)) && storageCode(error) !== 'INTERNAL'

const startsAt = (range: unknown, from: number, size: number): boolean => range === `bytes ${from}-${size - 1}/${size}`

/** Asks for the rest of a file and appends it; the server may send the whole again instead. */
const fetchRest = async (context: Context, file: UpdateFile, path: string): Promise<void> => {
  const { url } = updateServer(context)
  const client = clientTo(context, url, file.size)
  const stop = new AbortController()
  let timer = setTimeout(() => { stop.abort() }, silenceMs)
  const alive = (): void => {
    clearTimeout(timer)
    timer = setTimeout(() => { stop.abort() }, silenceMs)
    if (!context.db.open) stop.abort()
  }
  let done = await sizeOf(path)
  const part = await open(path, done > 0 ? 'r+' : 'w', 0o600)
  try {
    const { status, headers, data } = await client.http.get<Readable>(`${new URL(url).origin}/mohr/${file.name}`, {
      responseType: 'stream', signal: stop.signal, headers: { 'user-agent': 'mohr', 'accept-encoding': 'identity', ...(done > 0 ? { range: `bytes=${done}-` } : {}) },
    })
    if (status === 200) done = 0
    if (status !== 200 && !(status === 206 && startsAt(headers['content-range'], done, file.size))) {
      data.destroy()
      throw brokenOff('http', done, file)
    }
    await part.truncate(done)
    await keep(data, part, done, file, (now) => { context.emit('update.progress', { name: file.name, done: now, total: file.size }) }, alive)
    await part.sync()
  } catch (error) {
    if (error instanceof Fault || isOfDisk(error)) throw error
    const cause = connectionFailure(error)
    throw cause === 'too_large' ? new Fault('UPDATE_UNPROVEN') : brokenOff(cause, await sizeOf(path), file)
  } finally {
    clearTimeout(timer)
    await part.close()
    client.close()
  }
}

const digestOf = async (path: string): Promise<string> => {
  const hash = createHash('sha256')
  for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer)
  return hash.digest('hex')
}

/** Files of earlier offers go; what a broken try left of this one stays. */
const sweep = async (folder: string, files: readonly UpdateFile[]): Promise<void> => {
  const known = new Set(files.flatMap(({ name }) => [name, `${name}.part`]))
  for (const name of await readdir(folder)) if (!known.has(name)) await rm(join(folder, name), { force: true, recursive: true })
}

/**
 * Fetches one file of the current offer, going on where a broken try ended; only a file whose size and digest are those that
 * the release key signed gets its name. Installing it is IT's (docs/release.md).
 * @throws Fault UPDATES_OFF, UPDATE_ABSENT, UPDATE_RUNNING, UPDATE_BROKEN_OFF {cause, done, total}, UPDATE_UNPROVEN.
 */
export const fetchUpdate = async (context: Context, name: string): Promise<FetchedUpdate> => {
  const { db, clock, home } = context
  updateServer(context)
  const offer = currentOffer(context)
  const file = offer?.files.find((one) => one.name === name)
  if (!offer || !file) throw new Fault('UPDATE_ABSENT')
  if (nowFetching.of(db)) throw new Fault('UPDATE_RUNNING')
  nowFetching.begin(db, name)
  try {
    const folder = updatesFolder(home)
    makeFolder(folder)
    await sweep(folder, offer.files)
    const path = join(folder, name)
    const part = `${path}.part`
    if ((await sizeOf(part)) > file.size) await truncate(part, 0)
    if ((await sizeOf(part)) < file.size) await fetchRest(context, file, part)
    const size = await sizeOf(part)
    if (size < file.size) throw brokenOff('lost', size, file)
    if ((await digestOf(part)) !== file.sha256) throw new Fault('UPDATE_UNPROVEN')
    await rename(part, path)
    syncFolder(folder)
    const at = clock.now().toISOString()
    transact(db, () => {
      noteFetched(db, { sha256: file.sha256, name, fetchedAt: at })
      appendEntry(context, { kind: 'update.fetch', aggregate: { type: 'Ledger', id: 'update' }, baseVersion: 0, payload: { file: name, version: offer.version, sha256: file.sha256 } })
    })
    return { name, path, at }
  } catch (error) {
    if (error instanceof Fault && error.code === 'UPDATE_UNPROVEN') await rm(join(updatesFolder(home), `${name}.part`), { force: true })
    throw error
  } finally {
    nowFetching.end(db)
  }
}
