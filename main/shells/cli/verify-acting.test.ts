import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { delegationOf, endOf } from '#main/permits/testing/delegation-of'
import { bytesWith, samplePermit } from '#main/permits/testing/sample-permit'
import { statusListOf } from '#main/permits/testing/status-list-of'
import { trustOf } from '#main/permits/testing/trust-of'
import { makeTestKey } from '#main/signing/testing/key-pair'
import { rawToken } from '#main/signing/testing/raw-token'
import { putIn } from '#main/shells/testing/put-in'
import { recordingTerminal } from '#main/shells/testing/recording-terminal'
import { newFolder } from '#main/shells/testing/served-page'
import { runCommand } from './run-command'

const director = makeTestKey()
const acting = makeTestKey('acting')
const seal = makeTestKey('seal')
const folder = newFolder()
const put = putIn(folder)
const given = delegationOf(director, acting, { scope: { cty: ['0603'], k: ['permit'] } })
const end = endOf(director, given.digest, '2026-11-20T08:00:00Z')
const trust = put('trust.json', trustOf([director, seal]))
const files = { running: put('delegation-1.jws', `${given.jws}\n`), ended: put('delegation-2.jws', `${given.jws}\n${end}\n`) }
const lists = { plain: put('plain.jwt', statusListOf(seal, { 41872: 0 })), ended: put('ended.jwt', statusListOf(seal, { 41872: 0 }, { ended: [{ at: '2026-11-20T08:00:00Z', del: given.digest }] })) }
const permit = (change: Record<string, unknown> = {}): string =>
  rawToken(acting, { alg: 'PS256', kid: acting.kid, typ: 'permit+jws' }, bytesWith(samplePermit, { post: 'acting', del: given.digest, ...change }))
const now = '2026-11-21T08:00:00Z'

const cases: [name: string, permit: string, delegation: string | null, list: string, code: number, said: object][] = [
  ['valid under a running delegation', permit(), files.running, lists.plain, 0, { outcome: 'valid', acting: { name: 'نرگس نمونه‌کار', post: 'معاون اشتغال', from: '2026-11-03', until: '2026-11-30' }, standing: { state: 'valid' } }],
  ['signed before its first day', permit({ on: '2026-11-02', at: '2026-11-02T08:00:00Z' }), files.running, lists.plain, 1, { outcome: 'invalid', reason: 'delegation_dates' }],
  ['signed after its last day', permit({ on: '2026-12-01', at: '2026-12-01T08:00:00Z' }), files.running, lists.plain, 1, { outcome: 'invalid', reason: 'delegation_dates' }],
  ['of a county that it does not cover', permit({ cty: '0602' }), files.running, lists.plain, 1, { outcome: 'invalid', reason: 'delegation_scope' }],
  ['after the delegation was taken back, by its own file', permit(), files.ended, lists.plain, 1, { outcome: 'invalid', reason: 'delegation_revoked' }],
  ['after the delegation was taken back, by the newest list alone', permit(), files.running, lists.ended, 1, { outcome: 'invalid', reason: 'delegation_revoked' }],
  ['before the delegation was taken back', permit({ on: '2026-11-19', at: '2026-11-19T08:00:00Z' }), files.ended, lists.ended, 0, { outcome: 'valid', standing: { state: 'valid' } }],
  ['without its delegation', permit(), null, lists.plain, 1, { outcome: 'invalid', reason: 'delegation_unknown' }],
]
const flags = (delegation: string | null, list: string): string[] => ['--trust', trust, ...(delegation ? ['--delegation', delegation] : []), '--status-list', list]

test.each(cases)('signing row 13: `mohr verify` of an acting director’s permit, %s', async (_, jws, delegation, list, code, said) => {
  const file = put('permit.jws', `${jws}\n`)
  const json = recordingTerminal({})
  expect(await runCommand(['verify', file, ...flags(delegation, list), '--at', now, '--json'], json)).toBe(code)
  expect(json.json()).toMatchObject({ results: [said] })
  const spoken = recordingTerminal({})
  await runCommand(['verify', file, ...flags(delegation, list), '--at', now], spoken)
  expect(spoken.lines[0]).toMatch(code === 0 ? /معتبر — .*جانشین مدیرکل: نرگس نمونه‌کار، معاون اشتغال/ : /نامعتبر|امضاکننده ناشناخته/)
})

test.skipIf(spawnSync('python3', ['-V']).status !== 0).each(cases)('signing row 13: the verifier in Python says the same, %s', (_, jws, delegation, list, code, said) => {
  const run = spawnSync('python3', [join(import.meta.dirname, '../../../docs/formats/verify.py'), ...flags(delegation, list), '--now', now, put('python.jws', `${jws}\n`)], { encoding: 'utf8' })
  expect([run.status, run.stderr]).toEqual([code, ''])
  expect(JSON.parse(run.stdout)).toMatchObject(said)
})
