import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { z } from 'zod'
import { Fault } from '#main/app/fault'
import { readIfThere, readStored, writeDurably } from './durable-file'
import { defaultCost, deriveKey, withinPolicy, type KdfParameters } from './kdf'
import { sealBytes, unsealBytes } from './seal'

/** What a passphrase opens: the office's database key, and the user's own key that wraps a signing key. */
export type Opened = { databaseKey: Buffer; userKey: Buffer }

const slot = z.object({
  kdf: z.object({ name: z.literal('scrypt'), N: z.number(), r: z.number(), p: z.number(), salt: z.string() }),
  sealed: z.string(),
})
const ring = z.object({
  v: z.literal(1),
  office: z.object({ name: z.string(), unit: z.string(), training: z.boolean() }),
  slots: z.record(z.string(), slot),
})
type Ring = z.output<typeof ring>

/**
 * The file beside the database that holds its random key, wrapped once for each user's passphrase.
 * A changed passphrase re-wraps 64 bytes; the database and the signing keys stay as they are.
 */
export class KeyRing {
  readonly #file: string
  readonly #cost: number

  constructor(home: string, cost = defaultCost) {
    this.#file = join(home, 'keyring.json')
    this.#cost = cost
  }

  /** The office's public name, readable before anybody signs in; null when there is no office here. */
  office(): Ring['office'] | null {
    return this.#read()?.office ?? null
  }

  has(username: string): boolean {
    return Object.hasOwn(this.#read()?.slots ?? {}, username)
  }

  /**
   * Starts a ring with its first user, and with more by `add`. Nothing is on disk until `commit`: the caller writes the database first, so that
   * a crash between leaves a file without a ring, which is no office, never a ring without its database.
   */
  draft(office: Ring['office'], username: string, passphrase: string): Opened & { add(username: string, passphrase: string): void; commit(): void } {
    const opened = { databaseKey: randomBytes(32), userKey: randomBytes(32) }
    const slots = new Map([[username, this.#wrap(username, passphrase, opened)]])
    return {
      ...opened,
      add: (next, phrase) => void slots.set(next, this.#wrap(next, phrase, { databaseKey: opened.databaseKey, userKey: randomBytes(32) })),
      commit: () => this.#write({ v: 1, office, slots: Object.fromEntries(slots) }),
    }
  }

  /** Gives a user a slot of an open office, or a new passphrase. A new user gets a new own key. */
  put(username: string, passphrase: string, databaseKey: Buffer, userKey: Buffer = randomBytes(32)): void {
    const current = this.#read()
    if (!current) throw new Error('no key ring')
    this.#write({ ...current, slots: { ...current.slots, [username]: this.#wrap(username, passphrase, { databaseKey, userKey }) } })
  }

  /**
   * Opens a user's slot; null when user or passphrase do not fit (the work done is the same for both).
   * @throws Fault KEYRING_DAMAGED when the slot names parameters that we never write.
   */
  open(username: string, passphrase: string): Opened | null {
    const found = this.#read()?.slots[username]
    const kdf: KdfParameters = found?.kdf ?? this.#newKdf()
    if (!withinPolicy(kdf)) throw new Fault('KEYRING_DAMAGED')
    const plain = unsealBytes(deriveKey(passphrase, kdf), found?.sealed ?? '', context(username, kdf))
    return plain?.length === 64 ? { databaseKey: plain.subarray(0, 32), userKey: plain.subarray(32) } : null
  }

  #wrap(username: string, passphrase: string, { databaseKey, userKey }: Opened): z.output<typeof slot> {
    const kdf = this.#newKdf()
    return { kdf, sealed: sealBytes(deriveKey(passphrase, kdf), Buffer.concat([databaseKey, userKey]), context(username, kdf)) }
  }

  #newKdf(): KdfParameters {
    return { name: 'scrypt', N: this.#cost, r: 8, p: 1, salt: randomBytes(16).toString('base64url') }
  }

  /** @throws Fault KEYRING_DAMAGED when the file is there but no ring. */
  #read(): Ring | null {
    const text = readIfThere(this.#file)
    const read = text === null ? null : readStored(ring, text)
    if (read === undefined) throw new Fault('KEYRING_DAMAGED')
    return read
  }

  #write(next: Ring): void {
    writeDurably(this.#file, `${JSON.stringify(next, null, 1)}\n`)
  }
}

/** Binds a slot to its user and its parameters: neither can be swapped in the file. */
const context = (username: string, kdf: KdfParameters): string => `mohr.slot.1|${username}|${JSON.stringify(kdf)}`
