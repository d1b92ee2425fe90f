import { describe, expect, test } from 'vitest'
import { lossCounter } from './loss-counter'
import { noticeOf, noticeOfEnd, syncStateOf } from './sync-state'
import { syncRefusal, words } from './words'

const counts = { queued: 0, in_flight: 0, acknowledged: 7, settled: 40, conflict: 1, rejected: 0, deferred: 0 }
const status = (more: object) => ({ ok: true as const, value: { enrolled: {}, running: false, counts, ...more } })
const refused = (code: string) => ({ ok: false as const, error: { code, ref: 'x' } })

describe('the tray says of the way to the registry', () => {
  test.each([
    [refused('NOT_SIGNED_IN'), words.trayLocked], [refused('OFFICE_LOCKED'), words.trayLocked], [refused('ROLE_REFUSED'), words.trayOpen],
    [status({ enrolled: null }), words.trayNotEnrolled], [status({ running: true }), words.traySyncing], [status({}), words.trayClear],
    [status({ counts: { ...counts, queued: 2, deferred: 1 } }), '۳ مورد در صف ارسال'], [{ ok: true as const, value: 'text' }, words.trayOpen],
  ])('%j', (answer, text) => {
    expect(syncStateOf(answer).text).toBe(text)
  })
})

describe('the end of long work', () => {
  test('is told once, at its end, in words that claim no more than is true', () => {
    expect(noticeOf('sync.finished', { exitCode: 0 })).toBe(words.syncDone)
    expect(noticeOf('sync.finished', { exitCode: 10 })).toBe(words.syncWaits)
    for (const exitCode of [20, 21, 30, 31, 40, 50, 60, 75]) expect(noticeOf('sync.finished', { exitCode })).toBe(words.syncFailed)
    expect(noticeOf('sign.progress', { done: 10, total: 10 })).toBeNull()
    expect(noticeOf('dossier.changed', { dossierId: 'x' })).toBeNull()
  })
  test('of work begun in the window too, good or not; what is answered at once is not told', () => {
    expect(noticeOfEnd('permits.sign', { ok: true, value: {} })).toBe('امضا پایان یافت.')
    expect(noticeOfEnd('office.restore', refused('BACKUP_DAMAGED'))).toBe('بازگرداندن پشتیبان انجام نشد. پنجره می‌گوید چرا و چه باید کرد.')
    for (const name of ['dossiers.find', 'staff.signIn', '', 'constructor', '__proto__']) expect(noticeOfEnd(name, { ok: true, value: {} })).toBeNull()
  })
  test('a synchronisation that was refused says why', () => {
    expect([refused('NOT_SIGNED_IN'), refused('ROLE_REFUSED'), refused('DEVICE_NOT_ENROLLED'), { ok: true as const, value: {} }].map(syncRefusal))
      .toEqual([words.syncNeedsSignIn, words.syncRefused, words.syncFailed, null])
  })
})

test('three losses within a minute are mended, a fourth is not; an hour later all is well again', () => {
  let now = 0
  const mayMend = lossCounter(() => now)
  expect([mayMend(), mayMend(), mayMend(), mayMend()]).toEqual([true, true, true, false])
  now = 3_600_000
  expect(mayMend()).toBe(true)
})
