import { spawnSync } from 'node:child_process'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { canonicalText } from '#main/ledger/index'
import { keysOfTrustFile } from '#main/signing/index'
import { makeTestKey } from '#main/signing/testing/key-pair'
import { rawToken } from '#main/signing/testing/raw-token'
import { actingCorpus } from './testing/acting-corpus'
import { badPermits } from './testing/bad-permits'
import { forgedPss } from './testing/forged-pss'
import { bytesWith, sampleConfirmation, samplePermit } from './testing/sample-permit'
import { trustOf } from './testing/trust-of'
import { permitTextOfFile, verifyPermitText } from './verify-permit'

const director = makeTestKey()
const seal = makeTestKey('seal')
const acting = makeTestKey('acting')
const stranger = makeTestKey()
const deputies = actingCorpus(director, acting, seal, makeTestKey('acting'))
const trust = trustOf([director, seal], { delegations: deputies.delegations })
const corpus = [...badPermits(director, seal, stranger), ...deputies.bad]
const header = { alg: 'PS256', kid: director.kid, typ: 'permit+jws' }
const good = [
  { name: 'the Director’s', text: `${rawToken(director, header, bytesWith(samplePermit))}\n` },
  { name: 'the seal’s', text: rawToken(seal, { ...header, kid: seal.kid }, bytesWith(sampleConfirmation, { iss: '0600', no: 'C-0600-1405-01-00042-7', st: '0600-1:3' })) },
  { name: 'with a manifest', text: rawToken(director, canonicalText({ ...header, bat: 'A'.repeat(43) }), bytesWith(samplePermit)) },
  { name: 'a signature made by hand', text: handMade() },
  ...deputies.good,
]

/** That the forger's own arithmetic is right shows that each forgery is refused for what was changed. */
function handMade(): string {
  const signed = rawToken(director, header, bytesWith(samplePermit)).split('.').slice(0, 2).join('.')
  return `${signed}.${forgedPss(director, signed).toString('base64url')}`
}

test('every bad permit of the list is refused for its own reason', () => {
  const keys = keysOfTrustFile(trust)!.keys
  expect(corpus.length).toBeGreaterThan(120)
  const verdictOf = (text: string) => verifyPermitText(permitTextOfFile(text), keys)
  expect(good.filter(({ text }) => verdictOf(text).outcome !== 'valid').map(({ name }) => name)).toEqual([])
  expect(verdictOf(good[2]!.text)).toMatchObject({ bat: 'A'.repeat(43) })
  expect(verdictOf(deputies.good[0]!.text)).toMatchObject({ kid: acting.kid, acting: { name: 'نرگس نمونه‌کار', post: 'معاون اشتغال', from: '2026-11-03', until: '2026-11-30' } })
  const found = corpus.map(({ name, text }) => [name, verdictOf(text)])
  expect(found).toEqual(corpus.map(({ name, reason }) => [name, { outcome: 'invalid', reason }]))
})

test('the verifier in Python, written from docs/formats, says the very same', () => {
  const folder = mkdtempSync(join(tmpdir(), 'mohr-python-'))
  const put = (name: string, content: string): string => {
    writeFileSync(join(folder, name), content)
    return join(folder, name)
  }
  const files = [...corpus, ...good].map(({ text }, i) => put(`${i}.jws`, text))
  const { stdout, stderr, status } = spawnSync('python3', [join(import.meta.dirname, '../../docs/formats/verify.py'), '--trust', put('trust.json', trust), ...files], { encoding: 'utf8' })
  expect(stderr).toBe('')
  expect(status).toBe(1)
  const said = stdout.trim().split('\n').map((line) => JSON.parse(line) as { outcome: string; reason?: string })
  expect(said.map(({ outcome, reason }, i) => [[...corpus, ...good][i]!.name, outcome, reason]))
    .toEqual([...corpus.map(({ name, reason }) => [name, 'invalid', reason]), ...good.map(({ name }) => [name, 'valid', undefined])])
  expect(said.at(corpus.length)).toMatchObject({ standing: { state: 'unknown', why: 'no_list' } })
  expect(said.at(corpus.length + 2)).toMatchObject({ bat: 'A'.repeat(43) })
  expect(said.at(corpus.length + 4)).toMatchObject({ acting: { name: 'نرگس نمونه‌کار', until: '2026-11-30' } })
}, 60_000)
