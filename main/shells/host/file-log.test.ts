import { readFileSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { newFolder } from '#main/shells/testing/served-page'
import { fileLog } from './file-log'
import { withoutPersons } from './without-persons'

const persian = '۰۱۲۳۴۵۶۷۸۹'
const inPersian = (digits: string): string => digits.replace(/\d/g, (d) => persian[Number(d)] ?? d)

test('security row 28: no national ID, mobile, card, Sheba or name reaches a log line, in whatever digits and with whatever around it', () => {
  const number = fc.stringMatching(/^\d{7,24}$/)
  const name = fc.constantFrom('زهرا کریمی', 'علي محمدي', 'خانم مریم‌السادات حسینی', 'كبري رضایی')
  fc.assert(fc.property(number, name, fc.boolean(), fc.string(), (digits, person, farsi, around) => {
    const line = JSON.stringify(withoutPersons({ detail: `${around}${farsi ? inPersian(digits) : digits}${person}` }))
    expect(line).not.toContain(digits)
    for (const word of person.split(' ')) expect(line).not.toContain(word)
    expect(line).not.toMatch(/\d{7}/)
  }))
  for (const value of ['0912 345 6789', '09123456789', 9123456789, 'IR062960000000100324200001', '0011-2233-4455']) {
    expect(JSON.stringify(withoutPersons({ value })).replace(/\D/g, '').length).toBeLessThan(4)
  }
})

test('what a log is for stays readable', () => {
  const facts = { name: 'permits.sign', ref: 'a1b2c3', where: 'main/app/call.ts:63:11', day: '2026-11-21', done: 412, whole: true, host: 'tsa.example.ir:443' }
  expect(withoutPersons(facts)).toEqual(facts)
})

test('a log keeps to its size and its number of files, and only its owner reads it', () => {
  const home = newFolder()
  const log = fileLog(home, { megabytes: 1, files: 3 })
  for (let i = 0; i < 18_000; i += 1) log.write('info', 'filling', { text: 'x'.repeat(290) })
  log.write('info', 'last')
  expect(readdirSync(home).sort()).toEqual(['log.ndjson', 'log.ndjson.1', 'log.ndjson.2'])
  for (const name of readdirSync(home)) {
    expect(statSync(join(home, name)).size).toBeLessThan(1.01 * 1024 * 1024)
    expect(statSync(join(home, name)).mode & 0o077).toBe(0)
  }
  expect(readFileSync(join(home, 'log.ndjson'), 'utf8').trimEnd().split('\n').at(-1)).toContain('"last"')
})
