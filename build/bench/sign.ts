import { constants, createPrivateKey, generateKeyPairSync, sign as bareSign, type KeyObject } from 'node:crypto'
import { rmSync } from 'node:fs'
import { basename, join } from 'node:path'
import { contract, type InputOf, type OperationName, type OutputOf } from '#contract'
import { createApp } from '#main/app/create-app'
import { fixedClock } from '#main/app/clock'
import { runDailyRound } from '#main/app/daily-round'
import { permitHandlers } from '#main/permits/index'
import { createPermitOffice, openPermitOffice, passphrase, type PermitOffice } from '#main/permits/testing/permit-office'
import { minimumCost, saveUser } from '#main/staff/index'
import { walCommits } from '#db/testing/wal-commits'

export type BenchLine = { name: string; ratio: number; goal: string; met: boolean; parts: Record<string, number> }

const permits = 1000
const rounds = 7
const instant = '2026-11-21T06:12:09Z'

/**
 * What a thousand signed permits cost, against their thousand bare signatures on one thread.
 * End to end is what the Director's screen does through the one door: `permits.freeze` (rules, canonical bytes, number, salt,
 * draw, log), then `permits.sign` (rules again, the signed manifest of the list, PS256, check by a second implementation, permit, dossier and ledger rows, FULL
 * commits). Bare is `crypto.sign` with a prepared key over as many bytes, half before and half after, so that a busy
 * machine slows both. The passphrase's key derivation is made cheap: it is slow on purpose, once a list, whatever its length.
 */
export const benchSigning = async (): Promise<BenchLine[]> => {
  const original = await prepareOffice()
  const key = createPrivateKey(generateKeyPairSync('rsa', { modulusLength: 3072, privateKeyEncoding: { type: 'pkcs8', format: 'pem' }, publicKeyEncoding: { type: 'spki', format: 'pem' } }).privateKey)
  await oneRound(original, key)
  const measured: Round[] = []
  for (let i = 0; i < rounds; i += 1) measured.push(await oneRound(original, key))
  const commits = await countCommits(original)
  rmSync(original.home, { recursive: true })
  const part = (name: keyof Round): number => Math.round(median(measured.map((round) => round[name])))
  const ratio = median(measured.map((round) => round.bare / (round.freeze + round.sign)))
  return [
    {
      name: `sign ${permits} permits with their manifest end to end / bare crypto.sign`, ratio: Math.round(ratio * 1000) / 1000, goal: '>= 0.80', met: ratio >= 0.8,
      parts: { bareMs: part('bare'), freezeMs: part('freeze'), signMs: part('sign'), bareCpuMs: part('bareCpu'), freezeCpuMs: part('freezeCpu'), signCpuMs: part('signCpu'), permits, rounds },
    },
    { name: `commits per ${permits} permits signed`, ratio: commits, goal: '<= 60', met: commits <= 60, parts: { commits } },
  ]
}

type Round = { bare: number; freeze: number; sign: number; bareCpu: number; freezeCpu: number; signCpu: number }

/** Whose day has begun: what the first sign-in of a day sets going is no part of signing. */
const prepareOffice = async (): Promise<PermitOffice> => {
  const office = createPermitOffice({ instant })
  const manager = office.as('system_manager')
  saveUser(manager, { username: 'manager', displayName: 'م', post: '', roles: ['system_manager'], active: true, version: null })
  saveUser(manager, { username: 'director', displayName: 'د', post: '', roles: ['director'], active: true, version: null })
  for (let i = 1; i <= permits; i += 1) office.ready(i)
  await runDailyRound(manager)
  office.db.close()
  return office
}

const copyOf = (office: PermitOffice): PermitOffice => openPermitOffice(office.home, office.databaseKey, { instant })

const oneRound = async (original: PermitOffice, key: KeyObject): Promise<Round> => {
  const copy = copyOf(original)
  const dossierIds = readyIds(copy)
  copy.db.close()
  const app = createApp({
    home: copy.home, host: { kind: 'cli', capabilities: {} }, clock: fixedClock(instant), kdfCost: minimumCost,
  })
  const door = app.connect()
  const call = async <N extends OperationName>(name: N, input: InputOf<N>): Promise<OutputOf<N>> => {
    const answer = await door.call(name, input)
    if (!answer.ok) throw new Error(`${name}: ${answer.error.code}`)
    // The door answers an operation with that operation's output.
    return answer.value as OutputOf<N>
  }
  await call('staff.signIn', { username: 'director', passphrase })
  collect()
  const [frozen, freeze, freezeCpu] = await timed(() => call('permits.freeze', { dossierIds }))
  // What the draw picked is opened by hand before a long list; a person's reading is no part of the measure.
  for (const dossierId of frozen.draw.picked) await call('permits.open', { dossierId })
  const signed = frozen.items.map(({ bytes }) => Buffer.from(`${'h'.repeat(90)}.${Buffer.from(bytes).toString('base64url')}`))
  const half = signed.length / 2
  const [, before, cpuBefore] = await timed(() => bare(key, signed.slice(0, half)))
  const [report, sign, signCpu] = await timed(() => call('permits.sign', { items: frozen.items.map(({ dossierId, digest }) => ({ dossierId, digest })), passphrase }))
  const [, after, cpuAfter] = await timed(() => bare(key, signed.slice(half)))
  if (report.signed !== permits) throw new Error(`only ${report.signed} were signed`)
  await app.close()
  rmSync(copy.home, { recursive: true })
  return { bare: before + after, freeze, sign, bareCpu: cpuBefore + cpuAfter, freezeCpu, signCpu }
}

const bare = (key: KeyObject, all: readonly Buffer[]): void => {
  for (const bytes of all) bareSign('sha256', bytes, { key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 32 })
}

/** Commits that reached the write-ahead log while the list was signed. */
const countCommits = async (original: PermitOffice): Promise<number> => {
  const copy = copyOf(original)
  const items = copy.freeze(readyIds(copy)).map(({ dossierId, digest }) => ({ dossierId, digest }))
  copy.openPicked(readyIds(copy))
  const log = walCommits(copy.db, join(copy.home, 'office.db'))
  await permitHandlers.sign(copy.as('director'), contract.permits.sign.input.parse({ items, passphrase }))
  const commits = log.commits()
  copy.db.close()
  rmSync(copy.home, { recursive: true })
  return commits
}

const readyIds = ({ db }: PermitOffice): string[] =>
  db.prepare<[], string>("SELECT id FROM dossiers WHERE state = 'awaiting_signature' ORDER BY id").pluck().all()

const timed = async <T>(work: () => T | Promise<T>): Promise<[T, number, number]> => {
  const start = process.hrtime.bigint()
  const used = process.cpuUsage()
  const value = await work()
  const { user, system } = process.cpuUsage(used)
  return [value, Number(process.hrtime.bigint() - start) / 1e6, (user + system) / 1e3]
}

const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN

const collect = (): void => {
  if (typeof globalThis.gc === 'function') globalThis.gc()
}

/** `npm run bench sign`. */
const main = async (): Promise<void> => {
  for (const { name, ratio, goal, met, parts } of await benchSigning()) {
    console.log(`${met ? 'ok  ' : 'MISS'} ${name}: ${ratio} (goal ${goal}) ${JSON.stringify(parts)}`)
    if (!met) process.exitCode = 1
  }
}

if (basename(process.argv[1] ?? '').startsWith('sign.')) void main()
