import { spawnSync } from 'node:child_process'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { keysOfTrustFile } from '#main/signing/index'
import { makeTestKey } from '#main/signing/testing/key-pair'
import { rawToken } from '#main/signing/testing/raw-token'
import { badPermits } from './testing/bad-permits'
import { bytesWith, sampleConfirmation, samplePermit } from './testing/sample-permit'
import { trustOf } from './testing/trust-of'
import { permitTextOfFile, verifyPermitText } from './verify-permit'

const director = makeTestKey()
const seal = makeTestKey('seal')
const trust = trustOf([director, seal])
const corpus = badPermits(director, seal, makeTestKey())
const good = rawToken(director, { alg: 'PS256', kid: director.kid, typ: 'permit+jws' }, bytesWith(samplePermit))
const listed = rawToken(director, `{"alg":"PS256","bat":"${'A'.repeat(43)}","kid":"${director.kid}","typ":"permit+jws"}`, bytesWith(samplePermit))
const sealed = rawToken(seal, { alg: 'PS256', kid: seal.kid, typ: 'permit+jws' }, bytesWith(sampleConfirmation, { iss: '0600', no: 'C-0600-1405-01-00042-7', st: '0600-1:3' }))

test('every bad permit of the list is refused for its own reason', () => {
  const keys = keysOfTrustFile(trust)!.keys
  expect(corpus.length).toBeGreaterThan(80)
  expect(verifyPermitText(good, keys)).toMatchObject({ outcome: 'valid' })
  expect(verifyPermitText(sealed, keys)).toMatchObject({ outcome: 'valid' })
  expect(verifyPermitText(listed, keys)).toMatchObject({ outcome: 'valid', bat: 'A'.repeat(43) })
  const found = corpus.map(({ name, text }) => [name, verifyPermitText(permitTextOfFile(text), keys)])
  expect(found).toEqual(corpus.map(({ name, reason }) => [name, { outcome: 'invalid', reason }]))
})

test('the verifier in Python, written from docs/formats, says the very same', () => {
  const folder = mkdtempSync(join(tmpdir(), 'mohr-python-'))
  const put = (name: string, content: string): string => {
    writeFileSync(join(folder, name), content)
    return join(folder, name)
  }
  const files = [...corpus.map(({ text }, i) => put(`${i}.jws`, text)), put('good.jws', `${good}\n`), put('sealed.jws', sealed), put('listed.jws', listed)]
  const { stdout, stderr, status } = spawnSync('python3', [join(import.meta.dirname, '../../docs/formats/verify.py'), '--trust', put('trust.json', trust), ...files], { encoding: 'utf8' })
  expect(stderr).toBe('')
  expect(status).toBe(1)
  const said = stdout.trim().split('\n').map((line) => JSON.parse(line) as { outcome: string; reason?: string })
  expect(said.slice(0, -3).map(({ outcome, reason }, i) => [corpus[i]!.name, outcome, reason])).toEqual(corpus.map(({ name, reason }) => [name, 'invalid', reason]))
  expect(said.slice(-3)).toMatchObject([{ outcome: 'valid', standing: { state: 'unknown', why: 'no_list' } }, { outcome: 'valid' }, { outcome: 'valid', bat: 'A'.repeat(43) }])
}, 60_000)
