import { nameQuery } from '#main/dossiers/identity'
import { dossierColumns, dossierTables, toDossier, type StoredDossier } from '#db/dossiers/dossier-row'
import { findByTrackingCode } from '#db/dossiers/dossier-repo'
import { openBenchOffice, type BenchOffice } from './dossiers/open-office'
import { firstNames, lastNames } from './dossiers/names'
import { seeded } from './dossiers/generate'

type Line = { name: string; ratio: number; goal: string; met: boolean; parts: Record<string, number> }

const rounds = 7
const pageSize = 50

const sorted = (values: readonly number[]): number[] => [...values].sort((a, b) => a - b)
const quantile = (values: readonly number[], q: number): number => sorted(values)[Math.min(values.length - 1, Math.floor(values.length * q))] ?? 0
const median = (values: readonly number[]): number => quantile(values, 0.5)
const round3 = (n: number): number => Math.round(n * 1000) / 1000
const us = (ms: number): number => Math.round(ms * 1000)

const timed = async (work: () => unknown): Promise<number> => {
  const began = performance.now()
  await work()
  return performance.now() - began
}

/** Times every question by both sides in turn, so that a busy machine slows both. */
const both = async <T>(questions: readonly T[], app: (question: T) => unknown, bare: (question: T) => unknown): Promise<{ app: number[]; bare: number[] }> => {
  const times = { app: [] as number[], bare: [] as number[] }
  for (const question of questions) {
    times.bare.push(await timed(() => bare(question)))
    times.app.push(await timed(() => app(question)))
  }
  return times
}

/** Goal: an exact look-up costs at most three bare prepared statements. */
const exact = async ({ db, codes, call }: BenchOffice): Promise<Line[]> => {
  const statement = db.prepare<[string], StoredDossier>(`SELECT ${dossierColumns} ${dossierTables} WHERE d.tracking_code = ?`)
  const layer: { app: number; bare: number }[] = []
  const door: { app: number; bare: number }[] = []
  for (let i = 0; i < rounds; i += 1) {
    const one = await both(codes, (code) => findByTrackingCode(db, code), (code) => statement.get(code))
    layer.push({ app: median(one.app), bare: median(one.bare) })
    const two = await both(codes, (code) => call('dossiers.find', { text: code }), (code) => statement.get(code))
    door.push({ app: median(two.app), bare: median(two.bare) })
  }
  const line = (name: string, measured: typeof layer, goal: number): Line => {
    const ratio = median(measured.map(({ app, bare }) => app / bare))
    return { name, ratio: round3(ratio), goal: `<= ${goal}`, met: ratio <= goal, parts: { appUs: us(median(measured.map(({ app }) => app))), bareUs: us(median(measured.map(({ bare }) => bare))) } }
  }
  return [line('exact look-up, data layer / bare prepared get', layer, 3), line('exact look-up, dossiers.find through the door / bare prepared get', door, 3)]
}

/** Goal: p95 of name searches at most 25 indexed prefix reads of as many rows. */
const byName = async ({ db, call }: BenchOffice): Promise<Line> => {
  db.exec('CREATE INDEX IF NOT EXISTS bench_by_last_name ON persons (last_name)')
  const prefix = db.prepare<[string, string], StoredDossier>(`SELECT ${dossierColumns} ${dossierTables} WHERE p.last_name >= ? AND p.last_name < ? LIMIT ${pageSize}`)
  const next = seeded(7)
  const pick = <T>(list: readonly T[]): T => list[Math.floor(next() * list.length)]!
  const texts = Array.from({ length: 300 }, (_, i) => {
    const last = pick(lastNames)
    const head = last.slice(0, 2 + Math.floor(next() * 3))
    return { text: i % 3 === 0 ? `${pick(firstNames)} ${head}` : head, head }
  }).filter(({ text }) => nameQuery(text) !== null)
  const ratios: number[] = []
  const p95 = { app: [] as number[], bare: [] as number[] }
  for (let i = 0; i < rounds; i += 1) {
    const times = await both(texts, ({ text }) => call('dossiers.find', { text, limit: pageSize }), ({ head }) => prefix.all(head, `${head}\uFFFF`).map(toDossier))
    p95.app.push(quantile(times.app, 0.95))
    p95.bare.push(quantile(times.bare, 0.95))
    ratios.push(quantile(times.app, 0.95) / quantile(times.bare, 0.95))
  }
  const ratio = median(ratios)
  return { name: 'name search p95 / indexed prefix read p95', ratio: round3(ratio), goal: '<= 25', met: ratio <= 25, parts: { appUs: us(median(p95.app)), bareUs: us(median(p95.bare)) } }
}

/** Goal: the thousandth page of a queue at most twice the first. */
const deepPage = async ({ db, call }: BenchOffice): Promise<Line> => {
  const depth = 1000 * pageSize
  const after = db.prepare<[number], string>("SELECT id FROM dossiers WHERE state = 'at_agency' ORDER BY id DESC LIMIT 1 OFFSET ?").pluck().get(depth)
  if (!after) throw new Error('the queue is not that deep')
  const page = (from: string | null): Promise<unknown> => call('dossiers.find', { states: ['at_agency'], after: from, limit: pageSize })
  const measured: { first: number; deep: number }[] = []
  for (let i = 0; i < rounds; i += 1) {
    const times = await both(Array.from({ length: 60 }), () => page(after), () => page(null))
    measured.push({ first: median(times.bare), deep: median(times.app) })
  }
  const ratio = median(measured.map(({ first, deep }) => deep / first))
  return { name: 'queue page 1,000 / page 1, after ANALYZE', ratio: round3(ratio), goal: '<= 2', met: ratio <= 2, parts: { deepUs: us(median(measured.map(({ deep }) => deep))), firstUs: us(median(measured.map(({ first }) => first))) } }
}

/** What the first screens of expert and clerk ask for after signing in. */
const firstScreen = async ({ call }: BenchOffice): Promise<void> => {
  await call('staff.me', {})
  await call('office.status', {})
  await call('registry.status', {})
  await call('catalogues.list', {})
  await call('dossiers.find', { states: ['in_expert_review', 'at_agency'], limit: pageSize })
  await call('dossiers.find', { limit: pageSize })
  await call('dossiers.deadlines', { kind: 'late', limit: pageSize })
}

/** Goal: a million dossiers make the first screen at most twice as slow as a thousand. */
const firstScreens = async (large: BenchOffice, small: BenchOffice): Promise<Line> => {
  const measured: { large: number; small: number }[] = []
  for (let i = 0; i < rounds; i += 1) {
    const times = await both(Array.from({ length: 20 }), () => firstScreen(large), () => firstScreen(small))
    measured.push({ large: median(times.app), small: median(times.bare) })
  }
  const ratio = median(measured.map((one) => one.large / one.small))
  return { name: 'first screen at 1,000,000 / at 1,000', ratio: round3(ratio), goal: '<= 2', met: ratio <= 2, parts: { largeUs: us(median(measured.map((one) => one.large))), smallUs: us(median(measured.map((one) => one.small))) } }
}

const run = async (): Promise<void> => {
  const large = await openBenchOffice(1_000_000)
  const small = await openBenchOffice(1_000)
  const lines = [...(await exact(large)), await byName(large), await deepPage(large), await firstScreens(large, small)]
  for (const line of lines) console.log(`${line.met ? 'met ' : 'MISSED'} ${line.name}: ${line.ratio} (goal ${line.goal})`, JSON.stringify(line.parts))
  await large.close()
  await small.close()
}

void run()
