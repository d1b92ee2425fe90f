import { createReadStream } from 'node:fs'
import { open } from 'node:fs/promises'
import { Decrypter, Encrypter } from 'age-encryption'
import { z } from 'zod'
import { canonicalText } from '#main/ledger/index'

/** First line of a backup, for whoever looks at it without a key. */
const header = z.strictObject({
  typ: z.literal('mohr-backup'), v: z.literal(1), office: z.string(), unit: z.string(), training: z.boolean(), at: z.string(),
  /** The age identity that opens the rest, itself under the backup passphrase (age scrypt), base64. */
  identity: z.string(),
})
export type BackupHeader = z.output<typeof header>

/** First line of what is encrypted. After it come the database's bytes, then one line for each scan: `path size`. */
const contents = z.strictObject({
  schema: z.number().int(),
  ledger: z.strictObject({ seq: z.number().int(), hash: z.string() }),
  /** Small files beside the database, as they are. */
  files: z.record(z.string().regex(/^[a-z][a-z.-]*$/), z.string()),
  database: z.strictObject({ bytes: z.number().int().min(1), sha256: z.string() }),
  scans: z.number().int().min(0),
})
export type BackupContents = z.output<typeof contents>

/** The text is no backup, or one of a newer format. */
export class NoBackup extends Error {
  override name = 'NoBackup'
  readonly newer: boolean
  constructor(newer = false) {
    super('not a backup of a format known here')
    this.newer = newer
  }
}

const longestLine = 1_000_000
const newline = 0x0a

const parsed = <T>(schema: z.ZodType<T>, line: Buffer): T => {
  try {
    const value: unknown = JSON.parse(line.toString('utf8'))
    const known = schema.safeParse(value)
    if (known.success) return known.data
    throw new NoBackup(typeof value === 'object' && value !== null && 'v' in value && typeof value.v === 'number' && value.v > 1)
  } catch (error) {
    throw error instanceof NoBackup ? error : new NoBackup()
  }
}

/** @throws NoBackup; what the file system refuses. */
export const readHeader = async (file: string): Promise<{ header: BackupHeader; length: number }> => {
  const handle = await open(file, 'r')
  try {
    const start = Buffer.alloc(8192)
    const { bytesRead } = await handle.read(start, 0, start.length, 0)
    const end = start.subarray(0, bytesRead).indexOf(newline)
    if (end < 0) throw new NoBackup()
    return { header: parsed(header, start.subarray(0, end)), length: end + 1 }
  } finally {
    await handle.close()
  }
}

/** The parts of a backup in order: what a file of it is made of, and what reading one gives. */
export type BackupParts = { contents: BackupContents; database: AsyncIterable<Uint8Array>; scans: AsyncIterable<string> }

async function* plainOf({ contents: first, database, scans }: BackupParts): AsyncGenerator<Uint8Array> {
  yield Buffer.from(`${canonicalText(first)}\n`)
  yield* database
  let lines = ''
  for await (const line of scans) {
    lines += `${line}\n`
    if (lines.length < 60_000) continue
    yield Buffer.from(lines)
    lines = ''
  }
  yield Buffer.from(lines)
}

/** A backup's bytes: the header in the clear, then the parts encrypted to the recipient (age). */
export async function* sealBackup(first: BackupHeader, recipient: string, parts: BackupParts): AsyncGenerator<Uint8Array> {
  yield Buffer.from(`${canonicalText(first)}\n`)
  const encrypter = new Encrypter()
  encrypter.addRecipient(recipient)
  yield* await encrypter.encrypt(streamOf(plainOf(parts)))
}

const streamOf = (chunks: AsyncIterable<Uint8Array>): ReadableStream<Uint8Array> => {
  const all = chunks[Symbol.asyncIterator]()
  return new ReadableStream<Uint8Array>({
    pull: async (controller) => {
      const next = await all.next()
      if (next.done) controller.close()
      else controller.enqueue(next.value)
    },
    cancel: async () => { await all.return?.() },
  })
}

/**
 * Opens a backup with its identity. The parts must be read in order, the database to its end before the scans.
 * Reading to the end proves that nothing was cut off or altered: age authenticates every piece.
 * @throws NoBackup; whatever age throws on another identity or altered bytes.
 */
export const unsealBackup = async (file: string, identity: string): Promise<BackupParts & { header: BackupHeader }> => {
  const { header: first, length } = await readHeader(file)
  const decrypter = new Decrypter()
  decrypter.addIdentity(identity)
  const sealed: AsyncIterable<Buffer> = createReadStream(file, { start: length, highWaterMark: 1 << 18 })
  const source = new PlainReader(await decrypter.decrypt(streamOf(sealed)))
  const line = await source.line()
  if (line === null) throw new NoBackup()
  const known = parsed(contents, line)
  return { header: first, contents: known, database: source.bytes(known.database.bytes), scans: source.lines() }
}

/** Reads lines and counted bytes from one stream of chunks. */
class PlainReader {
  readonly #chunks: AsyncIterator<Uint8Array>
  #rest = Buffer.alloc(0)

  constructor(chunks: AsyncIterable<Uint8Array>) {
    this.#chunks = chunks[Symbol.asyncIterator]()
  }

  async #more(): Promise<boolean> {
    const next = await this.#chunks.next()
    if (next.done) return false
    this.#rest = this.#rest.length === 0 ? Buffer.from(next.value) : Buffer.concat([this.#rest, next.value])
    return true
  }

  async line(): Promise<Buffer | null> {
    for (;;) {
      const end = this.#rest.indexOf(newline)
      if (end >= 0) {
        const line = this.#rest.subarray(0, end)
        this.#rest = this.#rest.subarray(end + 1)
        return line
      }
      if (this.#rest.length > longestLine) throw new NoBackup()
      if (!await this.#more()) return null
    }
  }

  async* bytes(count: number): AsyncGenerator<Uint8Array> {
    for (let left = count; left > 0; ) {
      if (this.#rest.length === 0 && !await this.#more()) throw new NoBackup()
      const piece = this.#rest.subarray(0, left)
      this.#rest = this.#rest.subarray(piece.length)
      left -= piece.length
      yield piece
    }
  }

  async* lines(): AsyncGenerator<string> {
    for (let line = await this.line(); line !== null; line = await this.line()) yield line.toString('utf8')
    if (this.#rest.length > 0) throw new NoBackup()
  }
}
