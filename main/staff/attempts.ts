import { join } from 'node:path'
import { z } from 'zod'
import type { Clock } from '#main/app/ports'
import { readIfThere, readStored, writeDurably } from './durable-file'

const record = z.record(z.string(), z.object({ failures: z.number(), lastAt: z.iso.datetime(), unlogged: z.number() }))
type Record = z.output<typeof record>

const freeTries = 3
const longestWait = 15 * 60

/** Seconds to wait after so many failures in a row: none for three, then 2, 4, 8 … up to a quarter of an hour. */
export const waitAfter = (failures: number): number =>
  failures < freeTries ? 0 : Math.min(longestWait, 2 ** (failures - freeTries + 1))

/** Wrong passphrases by user, kept beside the key ring so that a restart forgives nothing. */
export class Attempts {
  readonly #file: string
  readonly #clock: Clock

  constructor(home: string, clock: Clock) {
    this.#file = join(home, 'attempts.json')
    this.#clock = clock
  }

  /** Seconds this user must still wait; a clock set back does not shorten it. */
  secondsToWait(username: string): number {
    const known = this.#read()[username]
    if (!known) return 0
    const passed = Math.max(0, (this.#clock.now().getTime() - Date.parse(known.lastAt)) / 1000)
    return Math.max(0, Math.ceil(waitAfter(known.failures) - passed))
  }

  /** Counts a failure before the answer is given. @returns failures in a row and the wait that follows. */
  failed(username: string): { failures: number; waitSeconds: number } {
    const all = this.#read()
    const failures = (all[username]?.failures ?? 0) + 1
    const unlogged = (all[username]?.unlogged ?? 0) + 1
    this.#write({ ...all, [username]: { failures, lastAt: this.#clock.now().toISOString(), unlogged } })
    return { failures, waitSeconds: waitAfter(failures) }
  }

  /** Starts the count of a signed-in user anew after a right passphrase; what the ledger has not heard yet stays to be told. */
  forgive(username: string): void {
    const all = this.#read()
    const known = all[username]
    if (known && known.failures > 0) this.#write({ ...all, [username]: { ...known, failures: 0 } })
  }

  /** Forgets a user's failures after a success. @returns how many had not been written to the ledger yet, by user. */
  succeeded(username: string): { username: string; failures: number }[] {
    const all = this.#read()
    const unlogged = Object.entries(all).filter(([, a]) => a.unlogged > 0).map(([name, a]) => ({ username: name, failures: a.unlogged }))
    const rest = Object.entries(all).filter(([name]) => name !== username).map(([name, a]) => [name, { ...a, unlogged: 0 }] as const)
    if (Object.keys(all).length > 0) this.#write(Object.fromEntries(rest))
    return unlogged
  }

  /** A file that can't be read counts as none: whoever can spoil it could as well delete it, and nobody must stay locked out. */
  #read(): Record {
    const text = readIfThere(this.#file)
    return (text === null ? undefined : readStored(record, text)) ?? {}
  }

  #write(next: Record): void {
    writeDurably(this.#file, JSON.stringify(next))
  }
}
