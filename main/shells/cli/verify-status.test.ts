import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { toQrDigits } from '#contract/verify/qr-text'
import type { StatusValue } from '#contract/verify/status-list'
import { badWhereLettersAreJudged } from '#main/permits/testing/bad-permits'
import { bytesWith, samplePermit } from '#main/permits/testing/sample-permit'
import { statusListOf } from '#main/permits/testing/status-list-of'
import { trustOf } from '#main/permits/testing/trust-of'
import { makeTestKey } from '#main/signing/testing/key-pair'
import { rawToken } from '#main/signing/testing/raw-token'
import { drawnJpeg, drawnPng } from '#main/shells/testing/drawn-code'
import { recordingTerminal } from '#main/shells/testing/recording-terminal'
import { newFolder } from '#main/shells/testing/served-page'
import { runCommand } from './run-command'

const director = makeTestKey()
const seal = makeTestKey('seal')
const stranger = makeTestKey()
const folder = newFolder()
const put = (name: string, content: string | Buffer): string => {
  writeFileSync(join(folder, name), content)
  return join(folder, name)
}
const permit = (change: Record<string, unknown> = {}, key = director): string =>
  rawToken(key, { alg: 'PS256', kid: key.kid, typ: 'permit+jws' }, bytesWith(samplePermit, change))
const good = permit()
const trust = put('trust.json', trustOf([director, seal]))
const place = 41872
const listFile = (name: string, value: StatusValue, options = {}): string => put(name, statusListOf(seal, { [place]: value }, options))
const fresh = listFile('fresh.jwt', 0)

type Result = { outcome: string; reason?: string; standing?: { state: string; asOf: string | null; why: string | null } }
const ask = async (args: string[], input = '') => {
  const terminal = recordingTerminal({}, Buffer.from(input))
  const code = await runCommand(['verify', ...args], terminal)
  return { code, lines: terminal.lines, complaints: terminal.complaints.join('\n') }
}
const judged = async (args: string[], input = '') => {
  const { code, lines } = await ask([...args, '--json'], input)
  return { code, results: (JSON.parse(lines[0]!) as { results: Result[] }).results }
}
const at = ['--at', '2026-11-21T08:00:00Z']
const file = put('good.jws', `${good}\n`)

describe('four honest outcomes, each with its exit code', () => {
  test('S0-24: valid with a list that is fresh, in words with its instant', async () => {
    const { code, lines, complaints } = await ask([file, '--trust', trust, '--status-list', fresh, ...at])
    expect(lines[0]).toContain('معتبر — P-0600-1405-01-00042-7 — زهرا نمونه‌پور')
    expect(lines[0]).toContain('معتبر، بر پایۀ فهرست شنبه ۳۰ آبان ۱۴۰۵، ۰۹:۴۲')
    expect(complaints).toMatch(/ده واژۀ .*: (\S+ ){9}\S+$/)
    expect(code).toBe(0)
  })
  test.each<[StatusValue, string, string]>([[1, 'revoked', 'باطل'], [2, 'suspended', 'تعلیق'], [3, 'superseded', 'جایگزین شده']])('S1-B7: value %i is %s, also in an old list: 5', async (value, state, word) => {
    const list = listFile(`${state}.jwt`, value)
    expect(await judged([file, '--trust', trust, '--status-list', list, '--at', '2027-06-01T00:00:00Z'])).toMatchObject({ code: 5, results: [{ standing: { state } }] })
    expect((await ask([file, '--trust', trust, '--status-list', list, ...at])).lines[0]).toContain(word)
  })
  test('a signer that nobody vouches for is unknown: 1', async () => {
    const { code, lines } = await ask([put('stranger.jws', permit({}, stranger)), '--trust', trust, '--status-list', fresh, ...at])
    expect(lines[0]).toContain('امضاکننده ناشناخته')
    expect(code).toBe(1)
    expect(await judged([put('other-unit.jws', good), '--trust', put('trust7.json', trustOf([director, seal], { unit: '0700' }))])).toMatchObject({ code: 1, results: [{ reason: 'signer_unknown' }] })
  })
  test('no list, or one past its time: the signature is good, the status not known since: 6', async () => {
    expect(await judged([file, '--trust', trust, ...at])).toMatchObject({ code: 6, results: [{ standing: { state: 'unknown', asOf: null, why: 'no_list' } }] })
    const old = ['--trust', trust, '--status-list', fresh, '--at', '2026-11-25T08:00:00Z']
    expect(await judged([file, ...old])).toMatchObject({ code: 6, results: [{ standing: { state: 'unknown', asOf: '2026-11-21T06:12:09.000Z', why: 'list_old' } }] })
    expect((await ask([file, ...old])).lines[0]).toContain('وضعیت از شنبه ۳۰ آبان ۱۴۰۵، ۰۹:۴۲ نامعلوم')
  })
  test('one that ran out is said so: 5; with PEM keys and no list only the signature was asked for: 0, and in words', async () => {
    expect(await judged([put('till.jws', permit({ till: '2026-11-20' })), '--trust', trust, '--status-list', fresh, ...at])).toMatchObject({ code: 5, results: [{ standing: { state: 'expired' } }] })
    const { code, lines } = await ask([file, '--key', put('key.pem', director.publicPem)])
    expect(lines[0]).toContain('امضا معتبر — ')
    expect(lines[0]).toContain('فهرست وضعیت این مجوز داده نشده است')
    expect(code).toBe(0)
  })
  test('a practice permit says so, by its own mark or its key’s', async () => {
    const list = listFile('test.jwt', 0, { test: true })
    const practice = put('practice.json', trustOf([director, seal], { test: true }))
    for (const own of [{ test: true }, {}]) {
      const { lines } = await ask([put('t.jws', permit(own)), '--trust', practice, '--status-list', list, ...at])
      expect(lines[0]).toContain('معتبر (آزمایشی)')
    }
  })
  test('of several the worst gives the code; lists may lie in a folder', async () => {
    mkdirSync(join(folder, 'lists'))
    put('lists/status-0600-1.jwt', statusListOf(seal, { 1: 2 }))
    const files = [file, put('suspended.jws', permit({ st: '0600-1:1' })), put('other.jws', permit({ st: '0600-2:1' }))]
    const { code, results } = await judged([...files, '--trust', trust, '--status-list', join(folder, 'lists'), ...at])
    expect(results.map(({ standing }) => standing?.state)).toEqual(['valid', 'suspended', 'unknown'])
    expect(code).toBe(5)
  })
})

describe('what it is given', () => {
  const asked = ['--trust', trust, '--status-list', fresh, ...at]
  test('pasted text, as letters or as the digits of the code', async () => {
    for (const text of [good, `${good}\r\n`, toQrDigits(good)]) expect(await judged(['-', ...asked], text)).toMatchObject({ code: 0, results: [{ outcome: 'valid' }] })
    expect(await judged(['-', ...asked], `${good} `)).toMatchObject({ code: 1, results: [{ reason: 'form' }] })
    expect(await judged(['-', ...asked], '')).toMatchObject({ code: 1, results: [{ reason: 'form' }] })
  })
  test('a picture of the code: PNG or JPEG, straight or turned, in letters or in digits', async () => {
    const pictures = [drawnPng(toQrDigits(good)), drawnPng(good), drawnJpeg(toQrDigits(good), { turn: 0.06 }), drawnPng(toQrDigits(good), { turn: Math.PI / 2, scale: 3 })]
    const files = pictures.map((bytes, i) => put(`code${i}.picture`, bytes))
    expect(await judged([...files, ...asked])).toMatchObject({ code: 0, results: files.map(() => ({ outcome: 'valid', standing: { state: 'valid' } })) })
  }, 60_000)
  test('a code cut off, a broken picture and one too large to draw are named: 3', async () => {
    const png = drawnPng(toQrDigits(good))
    const huge = Buffer.from(png)
    huge.writeUInt32BE(60_000, 16)
    huge.writeUInt32BE(60_000, 20)
    const files = [put('cut.png', drawnPng(toQrDigits(good), { cut: 0.4 })), put('broken.png', png.subarray(0, 900)), put('huge.png', huge), put('broken.jpg', drawnJpeg(good).subarray(0, 400))]
    const { code, results } = await judged([...files, ...asked])
    expect(results.map(({ reason }) => reason)).toEqual(['no_code', 'picture', 'picture', 'picture'])
    expect(code).toBe(3)
  }, 60_000)
  test('a code that says something else is no permit', async () => {
    expect(await judged([put('web.png', drawnPng('https://example.ir/permit/1')), ...asked])).toMatchObject({ code: 1, results: [{ reason: 'form' }] })
  })
  test('a list or trust file that can’t be used is never passed over: 2', async () => {
    const bad = [listFile('a.jwt', 0).replace('a.jwt', 'none.jwt'), put('forged.jwt', statusListOf(makeTestKey('seal'), {})), put('cut.jwt', statusListOf(seal, {}).slice(0, 300)), put('permit.jwt', good)]
    for (const list of bad) expect((await ask([file, '--trust', trust, '--status-list', list, ...at])).code, list).toBe(2)
    for (const other of [put('x.json', '{}'), put('y.json', `${trustOf([director])} `), join(folder, 'none.json')]) expect((await ask([file, '--trust', other])).code, other).toBe(2)
    expect((await ask([file, '--trust', trust, '--at', 'yesterday'])).code).toBe(2)
  })
})

test('every bad permit of the list is refused for its own reason', async () => {
  const corpus = badWhereLettersAreJudged(director, seal, stranger)
  const files = corpus.map(({ text }, i) => put(`bad${i}.jws`, text))
  const { code, results } = await judged([...files, '--trust', trust, '--status-list', fresh, ...at])
  expect(results.map(({ outcome, reason }, i) => [corpus[i]!.name, outcome, reason])).toEqual(corpus.map(({ name, reason }) => [name, 'invalid', reason]))
  expect(code).toBe(1)
})

describe('`--pin`: the ten words that somebody compared once', () => {
  const wordsOf = async (): Promise<string> => /ده واژۀ .*: ((?:\S+ ){9}\S+)$/.exec((await ask([file, '--trust', trust, ...at])).complaints)![1]!
  const pinned = (words: string, more: string[] = []) => ask([file, '--trust', trust, '--pin', words, '--status-list', fresh, ...at, ...more])

  test('the words of this file pass, however they are parted; the answer is as without them', async () => {
    const words = await wordsOf()
    for (const typed of [words, ` ${words.replaceAll(' ', '، ')} `, words.replaceAll(' ', '\n')]) expect((await pinned(typed)).code, typed).toBe(0)
    expect(await judged([file, '--trust', trust, '--pin', words, '--status-list', fresh, ...at])).toMatchObject({ code: 0, results: [{ outcome: 'valid', standing: { state: 'valid' } }] })
  })

  test('words of another file, nine of them, in another order or none: 2, and nothing is said of the permit', async () => {
    const words = (await wordsOf()).split(' ')
    const other = /ده واژۀ .*: ((?:\S+ ){9}\S+)$/.exec((await ask([file, '--trust', put('other-trust.json', trustOf([stranger, seal])), ...at])).complaints)![1]!
    for (const typed of [other, words.slice(1).join(' '), [...words].reverse().join(' '), '', [...words, words[0]].join(' ')]) {
      const { code, lines, complaints } = await pinned(typed, ['--json'])
      expect([code, lines], typed).toEqual([2, []])
      expect(complaints).toContain('ده واژۀ آن جز --pin است')
    }
  })
})
