import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { logPem, proofOf } from '#main/checkpoints/testing/proof-of'
import { delegationOf } from '#main/permits/testing/delegation-of'
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
const given = delegationOf(director, acting)
const since = '2026-11-20T08:00:00Z'
const stolen = [{ kid: acting.kid, since }]
const trust = put('trust.json', trustOf([director, seal], { delegations: [{ jws: given.jws }], stolen }))
const bare = put('bare.json', trustOf([director, seal], { stolen }))
const others = put('others.json', trustOf([director, seal], { delegations: [{ jws: given.jws }], stolen: [{ kid: `a-${'A'.repeat(16)}`, since }] }))
const delegation = put('delegation.jws', `${given.jws}\n`)
const list = put('list.jwt', statusListOf(seal, { 41872: 0 }))
const permit = (change: Record<string, unknown> = {}): string =>
  rawToken(acting, { alg: 'PS256', kid: acting.kid, typ: 'permit+jws' }, bytesWith(samplePermit, { post: 'acting', del: given.digest, on: '2026-11-19', at: '2026-11-19T08:00:00Z', ...change }))
const early = permit()
const proof = ['--proof', put('p.tlog-proof', proofOf(early, samplePermit)), '--log-key', put('log.pem', logPem)]
const lost = { outcome: 'valid', standing: { state: 'unknown', why: 'key_lost' } }

const cases: [name: string, jws: string, args: string[], code: number, said: object][] = [
  ['at an hour before, at a place that no list takes away', early, ['--trust', trust], 6, lost],
  ['under a delegation that came beside the file', early, ['--trust', bare, '--delegation', delegation], 6, lost],
  ['at an hour after', permit({ on: '2026-11-21', at: '2026-11-21T07:00:00Z' }), ['--trust', trust], 1, { outcome: 'invalid', reason: 'signer_unknown' }],
  ['with a checkpoint kept from before', early, ['--trust', trust, ...proof, '--kept', '2026-11-20T07:00:00Z'], 0, { standing: { state: 'valid', why: null }, proof: { before: true } }],
  ['with a checkpoint kept since then', early, ['--trust', trust, ...proof, '--kept', since], 6, lost],
  ['another one’s key is stolen', early, ['--trust', others], 0, { standing: { state: 'valid', why: null } }],
]
const instant = '2026-11-21T08:00:00Z'

test.each(cases)('signing row 13: `mohr verify` of a permit by a stolen key of an acting director, %s', async (_, jws, args, code, said) => {
  const terminal = recordingTerminal({})
  expect(await runCommand(['verify', put('permit.jws', `${jws}\n`), ...args, '--status-list', list, '--at', instant, '--json'], terminal)).toBe(code)
  expect(terminal.json()).toMatchObject({ results: [said] })
})

test.skipIf(spawnSync('python3', ['-V']).status !== 0).each(cases)('signing row 13: the verifier in Python says the same of a stolen acting key, %s', (_, jws, args, code, said) => {
  const run = spawnSync('python3', [join(import.meta.dirname, '../../../docs/formats/verify.py'), ...args, '--status-list', list, '--now', instant, put('python.jws', `${jws}\n`)], { encoding: 'utf8' })
  expect([run.status, run.stderr]).toEqual([code, ''])
  expect(JSON.parse(run.stdout)).toMatchObject(said)
})

test.skipIf(spawnSync('python3', ['-V']).status !== 0)('bad input: a member `stolen` out of its form makes the file none, here and in Python', async () => {
  const other = `a-${'A'.repeat(16)}`
  const bad = { order: [{ kid: `a-${'B'.repeat(16)}`, since }, { kid: other, since }], twice: [{ kid: other, since }, { kid: other, since }], director: [{ kid: director.kid, since }], hour: [{ kid: other, since: '2026-11-20' }] }
  for (const [name, keys] of Object.entries(bad)) {
    const file = put('bad.json', trustOf([director, seal], { stolen: keys }))
    expect(await runCommand(['verify', put('permit.jws', `${early}\n`), '--trust', file], recordingTerminal({})), name).toBe(2)
    expect(spawnSync('python3', [join(import.meta.dirname, '../../../docs/formats/verify.py'), '--trust', file, '--words'], { encoding: 'utf8' }).status, name).toBe(2)
  }
})
