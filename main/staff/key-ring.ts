import { randomBytes } from 'node:crypto'
import { Fault } from '#main/app/fault'
import { defaultCost, deriveKey, withinPolicy, type KdfParameters } from './kdf'
import { RingFile, type Ring, type Slot } from './ring-file'
import { sealBytes, unsealBytes } from './seal'

/** What a passphrase opens: the office's database key, and the user's own key that wraps a signing key. */
export type Opened = { databaseKey: Buffer; userKey: Buffer }

/**
 * The file beside the database that holds its random key, wrapped once for each user's passphrase.
 * A changed passphrase re-wraps 64 bytes; the database and the signing keys stay as they are.
 */
export class KeyRing {
  readonly #cost: number
  /** The file itself, and whether a machine's secret lies over it. */
  readonly file: RingFile

  constructor(home: string, cost = defaultCost) {
    this.file = new RingFile(home)
    this.#cost = cost
  }

  /** The office's public name, readable before anybody signs in; null when there is no office here. */
  office(): Ring['office'] | null {
    return this.file.office()
  }

  /** Whether a user has a slot; nobody knows before a bound ring's secret is given, so then everybody may. */
  has(username: string): boolean {
    return this.file.needsSecret() || Object.hasOwn(this.file.read()?.slots ?? {}, username)
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
      commit: () => this.file.write({ office, slots: Object.fromEntries(slots) }),
    }
  }

  /** Gives a user a slot of an open office, or a new passphrase. A new user gets a new own key. */
  put(username: string, passphrase: string, databaseKey: Buffer, userKey: Buffer = randomBytes(32)): void {
    const current = this.file.read()
    if (!current) throw new Error('no key ring')
    this.file.write({ ...current, slots: { ...current.slots, [username]: this.#wrap(username, passphrase, { databaseKey, userKey }) } })
  }

  /**
   * Opens a user's slot; null when user or passphrase do not fit (the work done is the same for both).
   * @throws Fault KEYRING_DAMAGED when the slot names parameters that we never write.
   */
  open(username: string, passphrase: string): Opened | null {
    const found = this.file.read()?.slots[username]
    const kdf: KdfParameters = found?.kdf ?? this.#newKdf()
    if (!withinPolicy(kdf)) throw new Fault('KEYRING_DAMAGED')
    const plain = unsealBytes(deriveKey(passphrase, kdf), found?.sealed ?? '', context(username, kdf))
    return plain?.length === 64 ? { databaseKey: plain.subarray(0, 32), userKey: plain.subarray(32) } : null
  }

  #wrap(username: string, passphrase: string, { databaseKey, userKey }: Opened): Slot {
    const kdf = this.#newKdf()
    return { kdf, sealed: sealBytes(deriveKey(passphrase, kdf), Buffer.concat([databaseKey, userKey]), context(username, kdf)) }
  }

  #newKdf(): KdfParameters {
    return { name: 'scrypt', N: this.#cost, r: 8, p: 1, salt: randomBytes(16).toString('base64url') }
  }
}

/** Binds a slot to its user and its parameters: neither can be swapped in the file. */
const context = (username: string, kdf: KdfParameters): string => `mohr.slot.1|${username}|${JSON.stringify(kdf)}`
