import { effectScope } from 'vue'
import { beforeEach, expect, test, vi } from 'vitest'
import { connect, type Transport } from './index'
import { useChanges } from './use-changes'
import { useQuery } from './use-query'

let tell: (times?: number) => void
let calls: { name: string; answer: (total: number) => Promise<void> }[]
beforeEach(() => {
  vi.useFakeTimers()
  const hearers = new Set<() => void>()
  calls = []
  const transport: Transport = {
    call: (name) => new Promise((resolve) => {
      calls.push({ name, answer: async (total) => {
        resolve({ ok: true, value: { total } })
        await vi.advanceTimersByTimeAsync(0)
      } })
    }),
    on: (_, hear) => {
      const heard = (): void => { hear({ dossierId: 'd' } as never) }
      hearers.add(heard)
      return () => { hearers.delete(heard) }
    },
  }
  connect(transport)
  tell = (times = 1) => { for (let i = 0; i < times; i += 1) for (const hear of hearers) hear() }
  return () => vi.useRealTimers()
})

test('a thousand changes at once are one reading', async () => {
  const read = vi.fn(() => Promise.resolve())
  const scope = effectScope()
  scope.run(() => { useChanges(['dossier.changed', 'sync.finished'], read) })
  tell(1000)
  await vi.advanceTimersByTimeAsync(5000)
  expect(read).toHaveBeenCalledTimes(1)
  tell()
  await vi.advanceTimersByTimeAsync(5000)
  expect(read).toHaveBeenCalledTimes(2)
  scope.stop()
  tell()
  await vi.advanceTimersByTimeAsync(5000)
  expect(read).toHaveBeenCalledTimes(2)
})

test('a long row of changes is read about once a second, and once more at its end', async () => {
  const read = vi.fn(() => Promise.resolve())
  effectScope().run(() => { useChanges(['dossier.changed'], read) })
  for (let at = 0; at < 5000; at += 50) {
    tell()
    await vi.advanceTimersByTimeAsync(50)
  }
  const during = read.mock.calls.length
  expect(during).toBeGreaterThanOrEqual(4)
  expect(during).toBeLessThanOrEqual(5)
  tell()
  await vi.advanceTimersByTimeAsync(5000)
  expect(read).toHaveBeenCalledTimes(during + 1)
})

test('one question is under way at a time, and what changed meanwhile is asked for once after it', async () => {
  const scope = effectScope()
  const query = scope.run(() => useQuery('dossiers.find', () => ({}) as never, ['dossier.changed']))!
  expect(calls).toHaveLength(1)
  await calls[0]!.answer(1)
  tell(300)
  await vi.advanceTimersByTimeAsync(200)
  expect(calls).toHaveLength(2)
  for (let i = 0; i < 10; i += 1) {
    tell(30)
    await vi.advanceTimersByTimeAsync(300)
  }
  expect(calls).toHaveLength(2)
  await calls[1]!.answer(2)
  await vi.advanceTimersByTimeAsync(5000)
  expect(calls).toHaveLength(3)
  await calls[2]!.answer(3)
  await vi.advanceTimersByTimeAsync(5000)
  expect(calls).toHaveLength(3)
  expect(query.value.value).toEqual({ total: 3 })
})

test('a reading that fails, or a screen that is left while it is under way, leaves nothing behind', async () => {
  let refuse = (): void => undefined
  const read = vi.fn(() => new Promise<void>((_, reject) => { refuse = () => { reject(new Error('lost')) } }).catch(() => undefined))
  const scope = effectScope()
  scope.run(() => { useChanges(['dossier.changed'], read) })
  tell()
  await vi.advanceTimersByTimeAsync(200)
  tell()
  await vi.advanceTimersByTimeAsync(200)
  scope.stop()
  refuse()
  await vi.advanceTimersByTimeAsync(5000)
  expect(read).toHaveBeenCalledTimes(1)
})
