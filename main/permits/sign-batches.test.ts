import { cpSync, mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { SignOutcome } from '#contract/permits'
import type { Context } from '#main/app/ports'
import { verifyChain } from '#main/ledger/index'
import { signingHandlers } from '#main/signing/index'
import { pageEntries } from '#db/ledger/ledger-repo'
import { findPermit } from '#db/permits/permit-repo'
import { activeKidOf, listKeys } from '#db/signing/key-repo'
import { openDatabase } from '#db/open'
import type { Writer } from '#db/handle'
import { walCommits } from '#db/testing/wal-commits'
import { permitHandlers } from './permit-handlers'
import { createPermitOffice, now, openPermitOffice, passphrase, type PermitOffice } from './testing/permit-office'
import { verifyPermitText } from './verify-permit'

type Report = { outcomes: SignOutcome[]; signed: number; failed: number; untouched: number; batch: string | null }
type Item = { dossierId: string; digest: string }
const count = 110
const chunk = 50

let office: PermitOffice
let items: Item[]
let waiting: PermitOffice
beforeAll(() => {
  waiting = createPermitOffice()
  for (let i = 1; i <= count; i += 1) waiting.ready(i)
  waiting.db.close()
}, 60_000)
beforeEach(() => {
  office = openPermitOffice(waiting.home, waiting.databaseKey)
  const ids = office.db.prepare<[], string>("SELECT id FROM dossiers WHERE state = 'awaiting_signature' ORDER BY id").pluck().all()
  items = office.freeze(ids).map(({ dossierId, digest }) => ({ dossierId, digest }))
  office.openPicked(ids)
  office.pushed.length = 0
})
const signIn = (context: Context, wanted = items) => permitHandlers.sign(context, { items: wanted, passphrase }) as Promise<Report>
/** What a list of this many still needs opened, in an office as a crash left it. */
const openPicks = (context: Context, wanted: readonly Item[]): void => {
  const { draw } = now(permitHandlers.freeze(context, { dossierIds: wanted.map(({ dossierId }) => dossierId) }))
  for (const dossierId of draw.picked) now(permitHandlers.open(context, { dossierId }))
}
const permitsIn = (db: Writer): number => db.prepare<[], number>('SELECT count(*) FROM permits').pluck().get() ?? 0

/** The files as a power cut at this moment would leave them, opened again. */
const afterCrash = (): Writer => {
  const home = mkdtempSync(join(tmpdir(), 'mohr-crash-'))
  cpSync(office.home, home, { recursive: true })
  return openDatabase(join(home, 'office.db'), office.databaseKey)
}

/** Nothing half: every signed dossier has its row and entry, every other one its frozen bytes. */
const expectWhole = (db: Writer): void => {
  const issued = db.prepare<[], { id: string; permitNo: string }>("SELECT id, permit_no AS permitNo FROM dossiers WHERE state = 'issued'").all()
  expect(issued.map((d) => findPermit(db, d.permitNo)?.dossierId)).toEqual(issued.map((d) => d.id))
  expect(permitsIn(db)).toBe(issued.length)
  const waiting = db.prepare("SELECT count(*) AS n FROM dossiers d JOIN permit_drafts p ON p.dossier_id = d.id WHERE d.state = 'awaiting_signature'").get()
  expect(waiting).toEqual({ n: count - issued.length })
  expect(db.prepare("SELECT count(*) AS n FROM ledger_entries WHERE kind = 'permit.sign'").get()).toEqual({ n: issued.length })
  expect(verifyChain(pageEntries(db)).ok).toBe(true)
}

test('a list is committed in chunks, and nothing is called signed before its commit', async () => {
  const log = walCommits(office.db, join(office.home, 'office.db'))
  const { signed } = await signIn(office.as('director'))
  expect(signed).toBe(count)
  // The manifest, three chunks, and how it ended.
  expect(log.commits()).toBe(5)
  log.stop()
  const progress = office.pushed.filter((p) => p.event === 'sign.progress')
  expect(progress.map((p) => p.payload)).toMatchObject([{ done: 50, total: count }, { done: 100, total: count }, { done: count, total: count }])
  expect(progress.flatMap((p) => (p.payload as { outcomes: SignOutcome[] }).outcomes.map(({ dossierId }) => dossierId))).toEqual(items.map(({ dossierId }) => dossierId))
  expect(progress.map((p) => p.signedRows)).toEqual([50, 100, count])
  expect(office.pushed.filter((p) => p.event === 'dossier.changed')).toHaveLength(count)
  const keys = listKeys(office.db)
  const all = office.db.prepare<[], string>('SELECT jws FROM permits').pluck().all()
  expect(all.every((jws) => verifyPermitText(jws, keys).outcome === 'valid')).toBe(true)
  expectWhole(office.db)
})

test('between chunks other work gets its turn', async () => {
  let turns = 0
  const timer = setInterval(() => (turns += 1), 0)
  await signIn(office.as('director'))
  clearInterval(timer)
  expect(turns).toBeGreaterThan(0)
})

test('a crash between chunks keeps the committed ones and leaves the rest waiting', async () => {
  const copies: Writer[] = []
  const director = office.as('director')
  await signIn({ ...director, emit: (event) => void (event === 'sign.progress' && copies.push(afterCrash())) })
  expect(copies.map(permitsIn)).toEqual([50, 100, count])
  copies.forEach(expectWhole)
})

test('a crash inside a chunk signs nothing of it, and signing goes on from there', async () => {
  let crashed: Writer | undefined
  const director = office.as('director')
  // The clock is asked for the instant of every entry: the twentieth of the second chunk has permits before it, uncommitted.
  const clock = { today: () => director.clock.today(), now: () => {
    if (!crashed && permitsIn(director.db) >= chunk + 20) crashed = afterCrash()
    return director.clock.now()
  } }
  await signIn({ ...director, clock })
  expect(permitsIn(crashed!)).toBe(chunk)
  expectWhole(crashed!)
  const after = { ...director, db: crashed! }
  openPicks(after, items)
  const again = await signIn(after)
  expect(again).toMatchObject({ signed: count - chunk, failed: chunk, untouched: 0 })
  expect(again.outcomes.slice(0, chunk).every((o) => o.outcome === 'failed' && o.reason === 'not_ready')).toBe(true)
  expectWhole(crashed!)
})

test('a full disk fails its chunk, leaves the rest untouched and what was signed signed', async () => {
  const director = office.as('director')
  let chunks = 0
  const emit: Context['emit'] = (event) => {
    if (event !== 'sign.progress') return
    chunks += 1
    if (chunks === 1) office.db.pragma(`max_page_count=${Number(office.db.pragma('page_count', { simple: true }))}`)
  }
  const { outcomes, signed, failed, untouched } = await signIn({ ...director, emit })
  expect({ signed, failed, untouched }).toEqual({ signed: 50, failed: 50, untouched: 10 })
  expect(outcomes.slice(50, 100)).toEqual(items.slice(50, 100).map(({ dossierId }) => ({ dossierId, outcome: 'failed', reason: 'storage' })))
  expect(outcomes.slice(100)).toEqual(items.slice(100).map(({ dossierId }) => ({ dossierId, outcome: 'untouched' })))
  expectWhole(office.db)
  office.db.pragma('max_page_count=1000000')
  openPicks(director, items.slice(chunk))
  expect((await signIn(director, items.slice(chunk))).signed).toBe(count - chunk)
  expectWhole(office.db)
})

test('an office locked in the middle stops the run honestly', async () => {
  const director = office.as('director')
  const { signed, untouched } = await signIn({ ...director, emit: (event) => void (event === 'sign.progress' && office.db.close()) })
  expect({ signed, untouched }).toEqual({ signed: chunk, untouched: count - chunk })
})

describe('a key that ends while a list is being signed stores nothing from then on', () => {
  /** Signs the list; what happens after the first chunk ends the key that signs it. */
  const signWhile = async (happens: () => void): Promise<Report & { kid: string }> => {
    const kid = activeKidOf(office.db, 'director', 'director')!
    const director = office.as('director')
    let chunks = 0
    const report = await signIn({ ...director, emit: (event) => void (event === 'sign.progress' && (chunks += 1) === 1 && happens()) })
    return { ...report, kid }
  }
  const expectEnded = ({ outcomes, signed, failed, untouched, batch, kid }: Awaited<ReturnType<typeof signWhile>>): void => {
    expect({ signed, failed, untouched }).toEqual({ signed: chunk, failed: chunk, untouched: count - 2 * chunk })
    expect(outcomes.slice(chunk, 2 * chunk)).toEqual(items.slice(chunk, 2 * chunk).map(({ dossierId }) => ({ dossierId, outcome: 'failed', reason: 'key_ended' })))
    expect(office.db.prepare('SELECT count(*) FROM permits WHERE kid = ?').pluck().get(kid)).toBe(chunk)
    const told = now(permitHandlers.readBatch(office.as('director'), { no: batch! }))
    expect(told).toMatchObject({ state: 'token', signed: chunk, failed: chunk, untouched: count - 2 * chunk })
    expect(told.items.filter(({ reason }) => reason === 'key_ended')).toHaveLength(chunk)
  }

  test('declared stolen', async () => {
    const director = office.as('director')
    const report = await signWhile(() => {
      const shown = now(permitHandlers.compromiseDrill(director, { kid: activeKidOf(office.db, 'director', 'director')!, since: '2026-11-21T06:00:00Z' }))
      now(permitHandlers.declareCompromise(director, { ...shown, reason: 'توکن گم شده است', passphrase }))
    })
    expectEnded(report)
    await expect(signIn(director, items.slice(chunk))).rejects.toThrow('KEY_ABSENT')
  })

  test('replaced by the one announced before it: the rest is signed with that', async () => {
    const director = office.as('director')
    const { kid } = now(signingHandlers.announceKey(director, { kid: now(signingHandlers.prepareKey(director, { use: 'director', passphrase })).kid }))
    expectEnded(await signWhile(() => { now(signingHandlers.switchKey(director, { kid, passphrase })) }))
    expectWhole(office.db)
    openPicks(director, items.slice(chunk))
    expect((await signIn(director, items.slice(chunk))).signed).toBe(count - chunk)
    expect(office.db.prepare('SELECT count(*) FROM permits WHERE kid = ?').pluck().get(kid)).toBe(count - chunk)
    expectWhole(office.db)
  })
})

describe('two at once', () => {
  test('a second run over one list is refused while the first goes on, and every dossier is signed once', async () => {
    const [one, two] = await Promise.allSettled([signIn(office.as('director')), signIn(office.as('director'))])
    expect(one).toMatchObject({ status: 'fulfilled', value: { signed: count } })
    expect(two).toMatchObject({ status: 'rejected', reason: { code: 'BATCH_RUNNING' } })
    const again = await signIn(office.as('director'))
    expect(again).toMatchObject({ signed: 0, failed: count, batch: null })
    expect(permitsIn(office.db)).toBe(count)
    expectWhole(office.db)
  })

  test('a dossier that is returned while the list is being signed is not signed', async () => {
    const director = office.as('director')
    const last = items.at(-1)!.dossierId
    let done = false
    const { outcomes } = await signIn({ ...director, emit: () => {
      if (done) return
      done = true
      void permitHandlers.returnToExpert(director, { dossierId: last, version: office.read(last).version, reason: 'نشانی ناقص است' })
    } })
    expect(outcomes.at(-1)).toEqual({ dossierId: last, outcome: 'failed', reason: 'not_ready' })
    expect(outcomes.filter((o) => o.outcome === 'signed')).toHaveLength(count - 1)
  })

  test('what another program writes while the list is being signed is seen, though no version moved', async () => {
    const director = office.as('director')
    const last = items.at(-1)!.dossierId
    const other = openDatabase(join(office.home, 'office.db'), office.databaseKey)
    let done = false
    const { outcomes } = await signIn({ ...director, emit: () => {
      if (done) return
      done = true
      other.prepare("UPDATE persons SET father_name = 'دیگری' WHERE national_id = ?").run(office.read(last).person.nationalId)
    } })
    expect(outcomes.at(-1)).toEqual({ dossierId: last, outcome: 'failed', reason: 'changed' })
    expect(outcomes.filter((o) => o.outcome === 'signed')).toHaveLength(count - 1)
  })
})
