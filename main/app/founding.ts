import { existsSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { makeFolder } from '#db/make-folder'
import { writeDurably } from '#main/staff/index'
import { Fault } from './fault'
import type { Founding, GateContext } from './gate-context'
import type { Clock } from './ports'
import type { OfficeVault } from './vault'

const folder = '.founding'
/** Lies in the folder once everything in it is there: from then on the office is made, whatever happens. */
const whole = 'whole'
/** Without it there is no office, so it is moved last. */
const keyRing = 'keyring.json'

const aside = (home: string): string => join(home, folder)
const isWhole = (home: string): boolean => existsSync(join(aside(home), whole))
const running = new WeakSet<OfficeVault>()
const restores = (home: string): string[] => (existsSync(home) ? readdirSync(home).filter((name) => name.startsWith('.restore-')) : [])

/** Whether a founding or a restore was cut off here and left what nobody can open; one under way is not. */
export const foundingCutOff = (vault: OfficeVault): boolean =>
  !running.has(vault) && ((existsSync(aside(vault.home)) && !isWhole(vault.home)) || restores(vault.home).length > 0)

/** @throws Fault OFFICE_FOUNDING. */
export const refuseWhileFounding = (vault: OfficeVault): void => {
  if (running.has(vault)) throw new Fault('OFFICE_FOUNDING')
}

/** Takes the rest of a founding or restore away: it holds no office, and no key that opened one. */
export const clearCutOff = (home: string): void => {
  if (!isWhole(home)) rmSync(aside(home), { recursive: true, force: true })
  for (const name of restores(home)) rmSync(join(home, name), { recursive: true, force: true })
}

const keepAside = (file: string, clock: Clock): void => {
  if (existsSync(file)) renameSync(file, `${file}.${clock.now().toISOString().replaceAll(/\W/g, '')}.kept`)
}

/** Moves a finished office to its place, the key ring last. Cut off at any point, the next start goes on from there. */
export const settleFounding = (home: string, clock: Clock): void => {
  if (!isWhole(home)) return
  const names = readdirSync(aside(home)).filter((name) => name !== whole && name !== keyRing)
  for (const name of [...names, ...(existsSync(join(aside(home), keyRing)) ? [keyRing] : [])]) {
    const target = join(home, name)
    // What lies there without a key ring is nobody's office, but may be part of one that comes back: kept, under another name.
    keepAside(target, clock)
    renameSync(join(aside(home), name), target)
  }
  rmSync(aside(home), { recursive: true, force: true })
}

/**
 * Makes an office in a folder of its own and moves it to its place when all of it is there: killed at any moment, there is the
 * whole office or none, and a page sees nothing of it before.
 * @param work founds and fills; it is given a core of its own, over that folder.
 * @throws Fault OFFICE_EXISTS, OFFICE_FOUNDING; whatever `work` throws, and then nothing is left.
 */
export const foundAside = async <T>({ vault, clock, found }: GateContext, work: (founding: Founding) => T | Promise<T>): Promise<T> => {
  const { home } = vault
  if (vault.secrets.ring.office()) throw new Fault('OFFICE_EXISTS')
  refuseWhileFounding(vault)
  running.add(vault)
  try {
    clearCutOff(home)
    makeFolder(aside(home))
    const founding = found(aside(home))
    let made: T
    try {
      made = await work(founding)
    } finally {
      await founding.close()
    }
    // Its log must not lie beside another database of the same name.
    vault.setAside()
    // And these would contradict the new office's.
    keepAside(join(home, 'checkpoints.txt'), clock)
    writeDurably(join(aside(home), whole), `${clock.now().toISOString()}\n`)
    settleFounding(home, clock)
    return made
  } catch (error) {
    clearCutOff(home)
    throw error
  } finally {
    running.delete(vault)
  }
}
