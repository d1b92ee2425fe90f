import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { beforeEach, describe, expect, test } from 'vitest'
import { contract } from '#contract'
import { sampleSize } from '#contract/verify/manifest'
import { catalogueHandlers } from '#main/catalogues/index'
import { canonicalText, sha256 } from '#main/ledger/index'
import { listEntries, readHead } from '#db/ledger/ledger-repo'
import { putReview } from '#db/permits/review-repo'
import { permitHandlers } from '../permit-handlers'
import { createPermitOffice, now, passphrase, type PermitOffice } from '../testing/permit-office'
import { picksOf } from './draw-sample'

const rule = { from: 20, least: 3, percent: 5, most: 20 }

describe('the rule', () => {
  test.each([[1, 0], [19, 0], [20, 3], [60, 3], [61, 4], [200, 10], [400, 20], [1000, 20]])('signing goal 2: of %i permits %i must be opened', (count, wanted) => {
    expect(sampleSize(count, rule)).toBe(wanted)
  })
  test('it never asks for more than there are, whatever the settings', () => {
    const any = fc.record({ from: fc.integer({ min: 1, max: 1001 }), least: fc.nat(1000), percent: fc.nat(100), most: fc.nat(1000) })
    fc.assert(fc.property(fc.integer({ min: 1, max: 1000 }), any, (count, given) => {
      const size = sampleSize(count, given)
      expect(size).toBeGreaterThanOrEqual(0)
      expect(size).toBeLessThanOrEqual(Math.min(count, given.most))
      if (count < given.from) expect(size).toBe(0)
    }))
  })
})

test('a pick depends on the seed and the set alone, and taking something out brings the next in its place', () => {
  const items = fc.uniqueArray(fc.stringMatching(/^[A-Za-z0-9_-]{8}$/), { minLength: 20, maxLength: 80 })
  fc.assert(fc.property(items, fc.string(), fc.nat(), (digests, seed, at) => {
    const listed = digests.map((digest) => ({ digest }))
    const picked = picksOf(listed, seed, rule)
    expect(picksOf([...listed].reverse(), seed, rule)).toEqual(picked)
    expect(new Set(picked).size).toBe(sampleSize(digests.length, rule))
    const gone = picked[at % picked.length]!
    const left = listed.filter((item) => item !== gone)
    const after = picksOf(left, seed, rule)
    expect(after).not.toContain(gone)
    for (const kept of picked) if (kept !== gone && after.length >= picked.length) expect(after).toContain(kept)
  }))
})

describe('a long list', () => {
  let office: PermitOffice
  let ids: string[]
  beforeEach(() => {
    office = createPermitOffice()
    ids = Array.from({ length: 22 }, (_, i) => office.ready(i + 1).id)
  }, 60_000)
  const freeze = (wanted = ids) => now(permitHandlers.freeze(office.as('director'), { dossierIds: wanted }))
  const open = (dossierId: string) => now(permitHandlers.open(office.as('director'), { dossierId })).frozen
  const sign = (items: { dossierId: string; digest: string }[]) =>
    permitHandlers.sign(office.as('director'), { items: items.map(({ dossierId, digest }) => ({ dossierId, digest })), passphrase })
  const drawn = () => listEntries(office.db, null, 'batch.freeze', 50).map((entry) => JSON.parse(entry.payload) as { list: string; digests: string[]; seed: string; rule: typeof rule })

  test('signing goal 2: nothing of it is signed until every picked permit was opened, whoever asks the core', async () => {
    const { items, draw } = freeze()
    expect(draw.picked).toHaveLength(3)
    for (const [i, dossierId] of draw.picked.entries()) {
      const head = readHead(office.db)
      await expect(sign(items)).rejects.toMatchObject({ code: 'SAMPLE_UNOPENED', details: { missing: 3 - i } })
      expect(readHead(office.db)).toEqual(head)
      open(dossierId)
    }
    expect(await sign(items)).toMatchObject({ signed: 22, failed: 0 })
  })

  test('an auditor makes the same pick from the ledger alone', () => {
    const { items, draw } = freeze()
    const [logged] = drawn()
    expect(logged).toMatchObject({ list: draw.list, seed: draw.seed, rule, digests: items.map(({ digest }) => digest).sort() })
    expect(createHash('sha256').update(JSON.stringify(logged!.digests)).digest('base64url')).toBe(draw.list)
    const hash = (digest: string): string => createHash('sha256').update(`${logged!.seed}.${digest}`).digest('hex')
    const first = [...logged!.digests].sort((a, b) => (hash(a) < hash(b) ? -1 : 1)).slice(0, 3)
    expect(first.map((digest) => items.find((item) => item.digest === digest)!.dossierId)).toEqual(draw.picked)
  })

  test('frozen again, whole or in part, it keeps its draw; with one more it is drawn anew, and both stand in the ledger', () => {
    const part = ids.slice(0, 21)
    const one = freeze(part).draw
    expect(freeze([...part].reverse()).draw).toEqual(one)
    expect(freeze(part.slice(1)).draw).toMatchObject({ list: one.list, seed: one.seed })
    expect(freeze(part.slice(0, 5)).draw.picked).toEqual([])
    expect(drawn()).toHaveLength(1)
    expect(freeze().draw.seed).not.toBe(one.seed)
    expect(drawn()).toHaveLength(2)
  })

  test('a list that was never frozen together is not signed: nobody draws until it suits', async () => {
    const items = [...freeze(ids.slice(0, 11)).items, ...freeze(ids.slice(11)).items]
    for (const { dossierId } of items) open(dossierId)
    await expect(sign(items)).rejects.toMatchObject({ code: 'SAMPLE_UNOPENED' })
    expect(freeze().items).toHaveLength(22)
    expect(await sign(items)).toMatchObject({ signed: 22 })
  })

  test('when a picked permit falls out, the next in the draw must be opened', async () => {
    const { items, draw } = freeze()
    for (const dossierId of draw.picked) open(dossierId)
    const [gone] = draw.picked
    now(permitHandlers.returnToExpert(office.as('director'), { dossierId: gone!, version: office.read(gone!).version, reason: 'نشانی ناقص است' }))
    await expect(sign(items)).rejects.toMatchObject({ code: 'SAMPLE_UNOPENED', details: { missing: 1 } })
    const again = freeze(ids.filter((id) => id !== gone))
    expect(again.draw.seed).toBe(draw.seed)
    for (const dossierId of again.draw.picked) open(dossierId)
    expect(await sign(items)).toMatchObject({ signed: 21, failed: 1 })
  })

  test('the office decides from how many on, and how many; a look by another Director does not count', async () => {
    const set = (key: 'sampleFrom' | 'sampleLeast', before: string, value: string): void => {
      now(catalogueHandlers.changeSetting(office.as('system_manager'), contract.catalogues.changeSetting.input.parse({ key, value, before })))
    }
    set('sampleFrom', '20', '2')
    set('sampleLeast', '3', '1')
    const { items, draw } = freeze(ids.slice(0, 2))
    expect(draw).toMatchObject({ rule: { from: 2, least: 1 } })
    expect(draw.picked).toHaveLength(1)
    const picked = items.find(({ dossierId }) => dossierId === draw.picked[0])!
    putReview(office.db, { digest: picked.digest, byUser: 'other', dossierId: picked.dossierId }, '2026-11-21T06:12:09.000Z')
    await expect(sign(items)).rejects.toMatchObject({ code: 'SAMPLE_UNOPENED' })
    open(draw.picked[0]!)
    expect(await sign(items)).toMatchObject({ signed: 2 })
  })
})

test('the digest of a list is of the sorted array, as docs/formats/manifest.md says', () => {
  const office = createPermitOffice()
  const items = office.freeze([office.ready(1).id, office.ready(2).id])
  const { draw } = now(permitHandlers.freeze(office.as('director'), { dossierIds: items.map(({ dossierId }) => dossierId) }))
  expect(draw.list).toBe(sha256(canonicalText(items.map(({ digest }) => digest).sort())))
})
