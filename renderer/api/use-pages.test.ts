import { effectScope, nextTick, ref } from 'vue'
import { beforeEach, describe, expect, test, vi } from 'vitest'
import { connect } from './index'
import { usePages } from './use-pages'

/** In the order of `at`, which moves. */
type Row = { id: string; at: string; version: number }
type Page = { items: Row[]; next: string | null; total: number }

let stored: Row[]
let asked: (string | null)[]
let held: (() => void)[] | null
let tell: () => void
beforeEach(() => {
  vi.useFakeTimers()
  stored = Array.from({ length: 25 }, (_, i) => {
    const id = `r${String(i).padStart(2, '0')}`
    return { id, at: id, version: 1 }
  })
  asked = []
  held = null
  const hearers = new Set<() => void>()
  connect({ call: () => Promise.reject(new Error('not asked')), on: (_, hear) => { const heard = (): void => { hear({} as never) }; hearers.add(heard); return () => { hearers.delete(heard) } } })
  tell = () => { for (const hear of hearers) hear() }
  return () => vi.useRealTimers()
})
const tens = async (after: string | null): Promise<{ ok: true; value: Page }> => {
  asked.push(after)
  const items = stored.filter(({ at }) => after === null || at > after).slice(0, 10)
  const value = { items, next: items.length === 10 ? items.at(-1)!.at : null, total: stored.length }
  if (held) await new Promise<void>((go) => held!.push(go))
  return { ok: true, value }
}
const letGo = async (): Promise<void> => {
  for (const go of held?.splice(0) ?? []) go()
  await vi.advanceTimersByTimeAsync(0)
}
const pagesOf = (options: Parameters<typeof usePages<Page>>[2] = { on: ['dossier.changed'] }) => effectScope().run(() => usePages<Page>(tens, ({ id }) => id, options))!
const ids = (pages: ReturnType<typeof pagesOf>): string[] | undefined => pages.rows.value?.map(({ id }) => id)
const upTo = (count: number): string[] => stored.slice(0, count).map(({ id }) => id)

test('nothing is read before it is begun; then page after page to the end', async () => {
  const pages = pagesOf()
  expect([pages.rows.value, asked.length]).toEqual([null, 0])
  await pages.restart()
  expect(ids(pages)).toEqual(upTo(10))
  await pages.more()
  await pages.more()
  expect([ids(pages), pages.page.value]).toMatchObject([upTo(25), { total: 25, next: null }])
  await pages.more()
  expect(asked).toEqual([null, 'r09', 'r19'])
})

describe('nobody loses the place', () => {
  test('after a change as many rows are read again as stood there', async () => {
    const pages = pagesOf()
    await pages.restart()
    await pages.more()
    stored[3]!.version = 2
    stored.splice(15, 1)
    tell()
    await vi.advanceTimersByTimeAsync(500)
    expect(ids(pages)).toEqual(upTo(20))
    expect(pages.rows.value?.[3]).toMatchObject({ id: 'r03', version: 2 })
  })

  test('a list is begun as far as it was left', async () => {
    const pages = pagesOf()
    await pages.restart(15)
    expect(ids(pages)).toEqual(upTo(20))
  })

  test('a wish for more during a reading is kept, and the other way round', async () => {
    const pages = pagesOf()
    await pages.restart()
    held = []
    tell()
    await vi.advanceTimersByTimeAsync(500)
    void pages.more()
    await letGo()
    await letGo()
    expect(ids(pages)).toEqual(upTo(20))
    void pages.more()
    void pages.reload()
    for (let i = 0; i < 4; i += 1) await letGo()
    expect([ids(pages), pages.loading.value]).toEqual([upTo(25), false])
  })
})

test('a row that moved while it was read stands once, where it is now', async () => {
  const pages = pagesOf()
  await pages.restart()
  const moved = { ...stored.splice(5, 1)[0]!, at: 'r15b', version: 2 }
  stored.splice(15, 0, moved)
  await pages.more()
  expect(pages.rows.value?.filter(({ id }) => id === 'r05')).toEqual([moved])
  expect(ids(pages)).toEqual(upTo(19))
})

test('another filter begins anew, and what was asked for the former one is dropped', async () => {
  const state = ref('a')
  const pages = pagesOf({ filter: () => state.value })
  await pages.restart()
  await pages.more()
  held = []
  void pages.reload()
  stored = stored.slice(20)
  state.value = 'b'
  await nextTick()
  for (let i = 0; i < 4; i += 1) await letGo()
  expect(ids(pages)).toEqual(upTo(5))
})

test('a refusal leaves what was there, and says so until an answer comes', async () => {
  let sick = false
  const pages = effectScope().run(() => usePages<Page>(
    (after) => (sick ? Promise.resolve({ ok: false, error: { code: 'CONNECTION_LOST', ref: '1' } as never }) : tens(after)), ({ id }) => id))!
  await pages.restart()
  sick = true
  await pages.reload()
  expect([ids(pages), pages.failure.value, pages.loading.value]).toMatchObject([upTo(10), { code: 'CONNECTION_LOST' }, false])
  sick = false
  await pages.more()
  expect([ids(pages), pages.failure.value]).toEqual([upTo(20), null])
})
