import { mkdtempSync, readdirSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeEach, expect, test } from 'vitest'
import { fixedClock } from '#main/app/clock'
import { Attempts, waitAfter } from './attempts'
import { checkPassphrase } from './check-passphrase'
import { minimumCost } from './kdf'
import { KeyRing } from './key-ring'

let home: string
let clock: ReturnType<typeof fixedClock>
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'mohr-attempts-'))
  clock = fixedClock('2026-11-21T06:00:00Z')
})
/** A new one each time: the program was started again. */
const attempts = (): Attempts => new Attempts(home, clock)

test('three tries are free, then each waits twice as long, to a quarter of an hour', () => {
  expect([0, 1, 2, 3, 4, 5, 10, 12, 13, 100].map(waitAfter)).toEqual([0, 0, 0, 2, 4, 8, 256, 900, 900, 900])
})

test('failures are counted by user, across restarts, and the wait runs off with the clock', () => {
  for (let i = 1; i <= 4; i += 1) expect(attempts().failed('clerk').failures).toBe(i)
  expect(attempts().failed('director').failures).toBe(1)
  expect(attempts().secondsToWait('clerk')).toBe(4)
  clock.set('2026-11-21T06:00:03Z')
  expect(attempts().secondsToWait('clerk')).toBe(1)
  clock.set('2026-11-21T06:00:04Z')
  expect(attempts().secondsToWait('clerk')).toBe(0)
  expect(attempts().secondsToWait('director')).toBe(0)
})

test('a clock set back shortens nothing', () => {
  for (let i = 0; i < 5; i += 1) attempts().failed('clerk')
  clock.set('2025-01-01T00:00:00Z')
  expect(attempts().secondsToWait('clerk')).toBe(8)
})

test('a success forgives that user alone, and hands over what the ledger has not seen, once', () => {
  for (const user of ['clerk', 'clerk', 'director']) attempts().failed(user)
  expect(attempts().succeeded('clerk')).toEqual([{ username: 'clerk', failures: 2 }, { username: 'director', failures: 1 }])
  expect(attempts().failed('clerk').failures).toBe(1)
  expect(attempts().failed('director').failures).toBe(2)
  expect(attempts().succeeded('director')).toEqual(expect.arrayContaining([{ username: 'clerk', failures: 1 }, { username: 'director', failures: 1 }]))
  expect(attempts().succeeded('director')).toEqual([])
})

test('a right passphrase at signing starts the count anew and still tells the ledger of the wrong ones', () => {
  const ring = new KeyRing(home, minimumCost)
  ring.draft({ name: 'اداره', unit: '0600', training: false }, 'director', 'the right passphrase').commit()
  for (let i = 0; i < 2; i += 1) attempts().failed('director')
  checkPassphrase({ ring, attempts: attempts() }, 'director', 'the right passphrase')
  expect(attempts().failed('director').failures).toBe(1)
  expect(attempts().succeeded('director')).toEqual([{ username: 'director', failures: 3 }])
})

test('while it waits, even the right passphrase is not tried, and no try is counted', () => {
  const ring = new KeyRing(home, minimumCost)
  ring.draft({ name: 'o', unit: '0600', training: false }, 'clerk', 'a long enough passphrase').commit()
  const secrets = { ring, attempts: attempts() }
  const attempt = (passphrase: string) => () => checkPassphrase(secrets, 'clerk', passphrase)
  for (const waitSeconds of [0, 0, 2]) {
    try {
      attempt('wrong')()
      expect.unreachable()
    } catch (error) {
      expect(error).toMatchObject({ code: 'PASSPHRASE_WRONG', details: { waitSeconds } })
    }
  }
  expect(attempt('a long enough passphrase')).toThrow('PASSPHRASE_DELAYED')
  expect(attempt('wrong')).toThrow('PASSPHRASE_DELAYED')
  clock.set('2026-11-21T06:00:02Z')
  expect(attempt('a long enough passphrase')().databaseKey).toHaveLength(32)
})

test('two hundred tries in a day, with a restart after each, work the key derivation at most a hundred and twenty times', () => {
  let worked = 0
  for (let i = 0; i < 200; i += 1) {
    clock.set(new Date(Date.UTC(2026, 10, 21) + i * 7.2 * 60_000).toISOString())
    if (attempts().secondsToWait('clerk') > 0) continue
    attempts().failed('clerk')
    worked += 1
  }
  expect(worked).toBeLessThanOrEqual(120)
  expect(readdirSync(home)).toEqual(['attempts.json'])
})

test.each(['', 'xx', '[]', '{"clerk":{"failures":5}}', '{"clerk":{"failures":5,"lastAt":"x","unlogged":0}}'])(
  'a spoilt file locks nobody out, and counting goes on: %j', (text) => {
    writeFileSync(join(home, 'attempts.json'), text)
    expect(attempts().secondsToWait('clerk')).toBe(0)
    expect(attempts().failed('clerk').failures).toBe(1)
    expect(attempts().succeeded('clerk')).toEqual([{ username: 'clerk', failures: 1 }])
  },
)
