import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { InputOf, OperationName, OutputOf } from '#contract'
import { fixedClock } from '#main/app/clock'
import { createApp, type App } from '#main/app/create-app'
import { KeyRing, minimumCost } from '#main/staff/index'
import type { Writer } from '#db/handle'
import { openDatabase } from '#db/open'
import { generateDossiers } from './generate'

const passphrase = 'a bench of a million'
const instant = '2026-11-21T06:12:09Z'
const today = '2026-11-21'
/** Grows when the generator or the schema does: an office made before is then made anew. */
const made = 'generator 2, schema 250b'

export type BenchOffice = {
  app: App
  db: Writer
  codes: string[]
  nationalIds: string[]
  /** The door as one signed-in expert. */
  call: <N extends OperationName>(name: N, input: InputOf<N>) => Promise<OutputOf<N>>
  close: () => Promise<void>
}

/** An office with `count` seeded dossiers, made once and kept in out/bench; opened through the app as an expert would. */
export const openBenchOffice = async (count: number): Promise<BenchOffice> => {
  const home = join(process.cwd(), 'out/bench', `office-${count}`)
  const mark = join(home, 'bench.json')
  if (!existsSync(mark) || (JSON.parse(readFileSync(mark, 'utf8')) as { made: string }).made !== made) await makeOffice(home, mark, count)
  const { codes, nationalIds } = JSON.parse(readFileSync(mark, 'utf8')) as { codes: string[]; nationalIds: string[] }
  const app = open(home)
  const door = app.connect()
  const call: BenchOffice['call'] = async (name, input) => {
    const answer = await door.call(name, input)
    if (!answer.ok) throw new Error(`${name}: ${answer.error.code}`)
    // The door answers an operation with that operation's output.
    return answer.value as OutputOf<typeof name>
  }
  await call('staff.signIn', { username: 'expert', passphrase })
  const db = openDatabase(join(home, 'office.db'), new KeyRing(home, minimumCost).open('expert', passphrase)!.databaseKey)
  return { app, db, codes, nationalIds, call, close: async () => { db.close(); await app.close() } }
}

const open = (home: string): App => createApp({
  home, host: { kind: 'cli', capabilities: {} }, clock: fixedClock(instant), kdfCost: minimumCost,
})

const makeOffice = async (home: string, mark: string, count: number): Promise<void> => {
  rmSync(home, { recursive: true, force: true })
  mkdirSync(home, { recursive: true })
  const app = open(home)
  const door = app.connect()
  const ok = async (name: OperationName, input: unknown): Promise<void> => {
    const answer = await door.call(name, input)
    if (!answer.ok) throw new Error(`${name}: ${answer.error.code}`)
  }
  await ok('office.create', { name: 'اداره‌کل', unit: '0600', manager: { username: 'manager', displayName: 'م', passphrase } })
  await ok('staff.signIn', { username: 'manager', passphrase })
  await ok('staff.saveUser', { username: 'expert', displayName: 'ک', roles: ['expert'], active: true, passphrase })
  const db = openDatabase(join(home, 'office.db'), new KeyRing(home, minimumCost).open('manager', passphrase)!.databaseKey)
  const began = performance.now()
  const sample = generateDossiers(db, count, 1405, today)
  console.log(`  ${count} dossiers generated in ${Math.round((performance.now() - began) / 1000)} s`)
  db.close()
  await app.close()
  writeFileSync(mark, JSON.stringify({ made, ...sample }))
}
