import { constants, createHash, generateKeyPairSync, sign, type KeyObject } from 'node:crypto'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import type { PermitPayload } from '#contract/permits'
import { composeNumber } from '#contract/values/tracking-code'
import { newFolder } from '#main/shells/testing/served-page'
import { recordingTerminal } from '#main/shells/testing/recording-terminal'
import { runCommand } from './run-command'

// Made here from RFC 7515 and RFC 8785 alone: the office's own signing code has no part in what it is checked with.
const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 3072 })
const pemOf = (key: KeyObject): string => key.export({ type: 'spki', format: 'pem' }) as string
const kid = `d-${createHash('sha256').update(publicKey.export({ type: 'spki', format: 'der' })).digest('base64url').slice(0, 16)}`
const canonical = (value: object): string =>
  JSON.stringify(Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))))
const part = (bytes: string | Buffer): string => Buffer.from(bytes).toString('base64url')

const permit = (change: Partial<PermitPayload> = {}): string => {
  const payload: PermitPayload = {
    v: 1, k: 'permit', no: composeNumber('P', '0600', 1405, 1, 1), iss: '0600', on: '2026-11-21', at: '2026-11-21T06:00:00Z', post: 'director',
    name: 'مهسا ایزدی', id4: '0011', act: 'independent', fld: 'F001', fn: 'قالی‌بافی', cty: '0603', cond: 1,
    face: 'a'.repeat(43), st: '0600-1:5', test: true, ...change,
  }
  const signed = `${part(canonical({ alg: 'PS256', kid, typ: 'permit+jws' }))}.${part(canonical(payload))}`
  const signature = sign('sha256', Buffer.from(signed), { key: privateKey, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 32 })
  return `${signed}.${part(signature)}`
}

let folder = ''
const put = (name: string, content: string): string => {
  const path = join(folder, 'permits', name)
  writeFileSync(path, content)
  return path
}
beforeAll(() => {
  folder = newFolder()
  mkdirSync(join(folder, 'permits'))
  writeFileSync(join(folder, 'office-public-key.pem'), pemOf(publicKey))
})
const run = async (...args: string[]) => {
  const terminal = recordingTerminal()
  return { code: await runCommand(['verify', ...args], terminal), terminal }
}

test('a permit is valid with the key that lies above it, and says so in Persian', async () => {
  const { code, terminal } = await run(put('a.jws', `${permit()}\n`))
  expect(terminal.lines.join()).toMatch(/معتبر \(آزمایشی\) — .* — مهسا ایزدی — ۳۰ آبان ۱۴۰۵/)
  expect(code).toBe(0)
})
test('one changed character, another key, or no permit at all: 1 with the reason', async () => {
  const good = permit()
  const changed = put('b.jws', good.replace(/\.(.)/, (_all, first: string) => `.${first === 'e' ? 'f' : 'e'}`))
  expect((await run(changed)).code).toBe(1)
  const other = put('other.pem', pemOf(generateKeyPairSync('rsa', { modulusLength: 3072 }).publicKey))
  const { code, terminal } = await run(put('c.jws', good), '--key', other, '--json')
  expect(code).toBe(1)
  expect(terminal.json()).toMatchObject({ results: [{ outcome: 'invalid', reason: 'signer_unknown' }] })
  expect((await run(put('d.jws', 'hello'))).terminal.lines[0]).toContain('نامعتبر')
  expect((await run(put('e.jws', 'x'.repeat(1024 * 1024 + 1)))).code).toBe(1)
})
test('of several files the worst one gives the code', async () => {
  const files = [put('f.jws', permit()), put('g.jws', 'x')]
  expect((await run(...files)).code).toBe(1)
  expect((await run(...files, join(folder, 'none.jws'))).code).toBe(3)
})
test('no key, a missing key, or a file that is none: 2', async () => {
  const alone = join(newFolder(), 'a.jws')
  writeFileSync(alone, permit())
  expect((await run(alone, '--home', newFolder())).code).toBe(2)
  expect((await run(alone, '--key', '/nowhere/key.pem')).code).toBe(2)
  expect((await run(alone, '--key', alone)).code).toBe(2)
})
