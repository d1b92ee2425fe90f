import { join } from 'node:path'
import { z } from 'zod'
import { Fault } from '#main/app/fault'
import { readIfThere, readStored, writeDurably } from './durable-file'
import { sealBytes, unsealBytes } from './seal'

const slot = z.object({
  kdf: z.object({ name: z.literal('scrypt'), N: z.number(), r: z.number(), p: z.number(), salt: z.string() }),
  sealed: z.string(),
})
const slots = z.record(z.string(), slot)
const office = z.object({ name: z.string(), unit: z.string(), training: z.boolean() })
const open = z.object({ v: z.literal(1), office, slots })
/** Bound to one machine: the slots lie under a secret that only this machine's store, or the recovery code, gives back. */
const bound = z.object({ v: z.literal(2), office, machine: z.object({ wrapped: z.string(), recovery: z.string() }), sealed: z.string() })
const file = z.discriminatedUnion('v', [open, bound])

export type Slot = z.output<typeof slot>
export type Ring = { office: z.output<typeof office>; slots: Record<string, Slot> }
type Bound = z.output<typeof bound>

/** Binds the sealed slots to their office and to the way back: none of them can be swapped in the file. */
const slotContext = ({ office: of, machine }: Pick<Bound, 'office' | 'machine'>): string => `mohr.slots.2|${JSON.stringify(of)}|${machine.recovery}`
const recoveryContext = ({ unit }: Ring['office']): string => `mohr.recovery.2|${unit}`

/** The file `keyring.json`, in the clear or bound to this machine. The machine's secret is kept in memory only. */
export class RingFile {
  readonly #path: string
  #secret: Buffer | null = null

  constructor(home: string) {
    this.#path = join(home, 'keyring.json')
  }

  /** The office's public name; null when there is none here. */
  office(): Ring['office'] | null {
    return this.#parsed()?.office ?? null
  }

  /** What the machine's store gave for the secret when the ring was bound; null for a ring that is not. */
  wrapped(): string | null {
    const stored = this.#parsed()
    return stored?.v === 2 ? stored.machine.wrapped : null
  }

  /** Whether a secret is wanted before any slot can be opened. */
  needsSecret(): boolean {
    return this.wrapped() !== null && this.#secret === null
  }

  /** Gives the secret. @returns false when it is not this ring's */
  unlock(secret: Buffer): boolean {
    const stored = this.#parsed()
    if (stored?.v !== 2 || !unsealBytes(secret, stored.sealed, slotContext(stored))) return false
    this.#secret = Buffer.from(secret)
    return true
  }

  /** The secret by the recovery key, or null when the key is another. */
  recovered(recoveryKey: Buffer): Buffer | null {
    const stored = this.#parsed()
    return stored?.v === 2 ? unsealBytes(recoveryKey, stored.machine.recovery, recoveryContext(stored.office)) : null
  }

  /**
   * The ring, or null where no office is.
   * @throws Fault KEYRING_DAMAGED when the file is there but no ring, MACHINE_LOCKED when its secret has not been given.
   */
  read(): Ring | null {
    const stored = this.#parsed()
    if (stored?.v !== 2) return stored
    if (!this.#secret) throw new Fault('MACHINE_LOCKED')
    const plain = unsealBytes(this.#secret, stored.sealed, slotContext(stored))
    const read = plain && readStored(slots, plain.toString('utf8'))
    if (!read) throw new Fault('KEYRING_DAMAGED')
    return { office: stored.office, slots: read }
  }

  /** Replaces the slots; a bound ring stays bound. */
  write(ring: Ring): void {
    const stored = this.#parsed()
    if (stored?.v !== 2) return this.#store({ v: 1, office: ring.office, slots: ring.slots })
    if (!this.#secret) throw new Fault('MACHINE_LOCKED')
    this.#store(this.#sealed(ring, stored.machine, this.#secret))
  }

  /** Puts the slots under the machine's secret. */
  bind(secret: Buffer, wrapped: string, recoveryKey: Buffer): void {
    const ring = this.read()
    if (!ring) throw new Fault('OFFICE_ABSENT')
    const machine = { wrapped, recovery: sealBytes(recoveryKey, secret, recoveryContext(ring.office)) }
    this.#store(this.#sealed(ring, machine, secret))
    this.#secret = Buffer.from(secret)
  }

  /** The same secret, wrapped by another machine's store. */
  rewrap(wrapped: string): void {
    const stored = this.#parsed()
    if (stored?.v === 2) this.#store({ ...stored, machine: { ...stored.machine, wrapped } })
  }

  /** Back into the clear, each slot under its passphrase alone. */
  unbind(): void {
    const ring = this.read()
    if (!ring) throw new Fault('OFFICE_ABSENT')
    this.#store({ v: 1, ...ring })
    this.#secret = null
  }

  #sealed(ring: Ring, machine: Bound['machine'], secret: Buffer): Bound {
    const head = { office: ring.office, machine }
    return { v: 2, ...head, sealed: sealBytes(secret, Buffer.from(JSON.stringify(ring.slots)), slotContext(head)) }
  }

  #parsed(): z.output<typeof file> | null {
    const text = readIfThere(this.#path)
    const read = text === null ? null : readStored(file, text)
    if (read === undefined) throw new Fault('KEYRING_DAMAGED')
    return read
  }

  #store(next: z.output<typeof file>): void {
    writeDurably(this.#path, `${JSON.stringify(next, null, 1)}\n`)
  }
}
