import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { checkProof } from '#contract/verify/register-proof'
import { canonicalText } from '#main/ledger/index'
import { checkpointHandlers } from '#main/checkpoints/index'
import { permitHandlers } from '#main/permits/permit-handlers'
import { createPermitOffice, now, type PermitOffice } from '#main/permits/testing/permit-office'
import { newFolder } from '#main/shells/testing/served-page'
import { putIn } from '#main/shells/testing/put-in'
import { recordingTerminal } from '#main/shells/testing/recording-terminal'
import { signingHandlers } from '#main/signing/index'
import { timestampHandlers } from '#main/timestamps/index'
import { makeAuthority, startAuthority } from '#main/timestamps/testing/timestamp-authority'
import { runCommand } from './run-command'

const folder = newFolder()
const put = putIn(folder)
const read = (path: string): string => readFileSync(path, 'utf8')
const second = (ms: number): string => `${new Date(ms).toISOString().slice(0, 19)}Z`
const hour = 3_600_000

let files: { permit: string; other: string; proof: string; log: string; trust: string; list: string; ca: string }
let no = ''
const begin = Date.now()
/** One office of today: a permit under a checkpoint that a real authority stamped, and then its key is lost an hour later. */
beforeAll(async () => {
  const authority = makeAuthority()
  const tsa = await startAuthority(authority.folder)
  const office: PermitOffice = createPermitOffice({ instant: new Date(begin).toISOString() })
  try {
    now(timestampHandlers.saveSettings(office.as('it'), { version: 0, on: true, urls: [tsa.url], policy: '', caPem: authority.rootPem, graceHours: 10 }))
    no = await office.issue(1)
    const other = await office.issue(2)
    await checkpointHandlers.seal(office.as('it'), {})
    await timestampHandlers.run(office.as('it'), {})
    const clerk = office.as('clerk')
    const file = JSON.parse(now(signingHandlers.trustFile(clerk, {})).content) as { keys: { use: string }[] }
    const stolen = canonicalText({ ...file, at: second(begin), v: 2, keys: file.keys.map((key) => (key.use === 'director' ? { ...key, lost: second(begin + hour) } : key)) })
    files = {
      permit: put(`${no}.jws`, now(permitHandlers.exportFile(clerk, { no })).content), other: put(`${other}.jws`, now(permitHandlers.exportFile(clerk, { no: other })).content),
      proof: put(`${no}.tlog-proof`, now(checkpointHandlers.proof(clerk, { no })).content), log: put('log.pem', now(checkpointHandlers.status(office.as('director'), {})).publicPem!),
      trust: put('trust.json', stolen), list: put('list.jwt', now(permitHandlers.statusList(clerk, {})).lists[0]!.content), ca: put('ca.pem', authority.rootPem),
    }
  } finally {
    await tsa.close()
  }
})

type Said = { outcome: string; standing: { state: string; why: string | null }; proof?: { outcome: string; reason?: string; before?: boolean; since?: string | null; index?: number } }
const mohr = async (...args: string[]) => {
  const terminal = recordingTerminal({})
  const code = await runCommand(['verify', ...args], terminal)
  return { code, terminal }
}
const ask = async (more: string[], permit = files.permit): Promise<[number, Said]> => {
  const { code, terminal } = await mohr(permit, '--trust', files.trust, '--status-list', files.list, '--json', ...more)
  return [code, (terminal.json() as { results: Said[] }).results[0]!]
}
const proofArgs = (proof = files.proof, log = files.log): string[] => ['--proof', proof, '--log-key', log]
const withPython = test.skipIf(spawnSync('python3', ['-V']).status !== 0)

describe('a permit of a key that was lost later', () => {
  test('S0-24: nobody vouches for it; a checkpoint kept from before does, one kept since then does not', async () => {
    expect(await ask([])).toMatchObject([6, { standing: { state: 'unknown', why: 'key_lost' } }])
    expect(await ask(proofArgs())).toMatchObject([6, { standing: { why: 'key_lost' }, proof: { outcome: 'proven', before: false, since: null } }])
    expect(await ask([...proofArgs(), '--kept', second(begin + hour / 2)])).toMatchObject([0, { standing: { state: 'valid', why: null }, proof: { before: true } }])
    expect(await ask([...proofArgs(), '--kept', second(begin + hour)])).toMatchObject([6, { standing: { why: 'key_lost' }, proof: { before: false } }])
  })

  test('signing row 11: an authority’s time over the checkpoint says the same to whoever kept nothing', async () => {
    const [code, said] = await ask([...proofArgs(), '--tsa-ca', files.ca])
    expect([code, said.standing.state, said.proof?.before]).toEqual([0, 'valid', true])
    expect(Date.parse(said.proof!.since!)).toBeGreaterThan(begin - 60_000)
    expect(await ask([...proofArgs(), '--tsa-ca', put('stranger.pem', makeAuthority().rootPem)])).toMatchObject([6, { standing: { why: 'key_lost' }, proof: { before: false, since: null } }])
    const { terminal } = await mohr(files.permit, '--trust', files.trust, ...proofArgs(), '--tsa-ca', files.ca)
    expect(terminal.lines.join('\n')).toMatch(/جای مجوز در دفتر: ردیف [۰-۹]+ از [۰-۹]+، زیر مهر دفتر\. این مهر از .* در دست بوده است\./)
  })
})

describe('bad input: a proof that is none is named, and lifts nothing', () => {
  test('every part of the file that is not what it must be', async () => {
    const text = read(files.proof)
    const [head = '', note = ''] = text.split(/\n\n([\s\S]*)/)
    const lines = head.split('\n')
    const extra = JSON.parse(Buffer.from(lines[1]!.slice(6), 'base64').toString()) as { entry: string; payload: string; timestamps: unknown }
    const withExtra = (change: object): string => [lines[0], `extra ${Buffer.from(canonicalText({ ...extra, ...change } as never)).toString('base64')}`, ...lines.slice(2)].join('\n') + `\n\n${note}`
    const cases: [string, string, string][] = [
      ['nothing', '', 'form'], ['a permit', read(files.permit), 'form'], ['cut', text.slice(0, 300), 'form'], ['CRLF', text.replaceAll('\n', '\r\n'), 'form'],
      ['another place', text.replace(/index \d+/, 'index 0'), 'path'], ['a hash less', text.replace(/\n[A-Za-z0-9+/]{43}=\n\n/, '\n\n'), 'path'],
      ['a hash changed', text.replace(/(index \d+\n)./, (_, first: string) => `${first}${text.split(first)[1]!.startsWith('A') ? 'B' : 'A'}`), 'path'],
      ['another entry', withExtra({ entry: extra.entry.replace('permit.sign', 'permit.seal') }), 'path'], ['another payload', withExtra({ payload: extra.payload.replace('{', '{"a":1,') }), 'entry'],
      ['another size', text.replace(/\nmohr\/0600\n(\d+)\n/, (_, size: string) => `\nmohr/0600\n${Number(size) + 1}\n`), 'checkpoint'], ['of training', text.replaceAll('mohr/0600', 'mohr/0600/training'), 'origin'],
    ]
    for (const [name, content, reason] of cases) {
      expect(await ask([...proofArgs(put('bad.tlog-proof', content)), '--kept', second(begin)]), name).toMatchObject([9, { standing: { why: 'key_lost' }, proof: { outcome: 'invalid', reason } }])
      const { jws, unit } = { jws: read(files.permit).trim(), unit: '0600' }
      expect(await checkProof(content, read(files.log), { jws, no, unit, test: false }), name).toEqual({ ok: false, reason })
    }
    expect(await ask([...proofArgs(), '--kept', second(begin)], files.other)).toMatchObject([9, { proof: { reason: 'permit' } }])
    expect(await ask(proofArgs(join(folder, 'absent')))).toMatchObject([9, { proof: { reason: 'file' } }])
    expect(await ask(proofArgs(files.proof, files.ca))).toMatchObject([9, { proof: { reason: 'log_key' } }])
    const strange = put('strange.pem', '-----BEGIN PUBLIC KEY-----\nMCowBQYDK2VwAyEAGb9ECWmEzf6FQbrBZ9w7lshQhqowtrbLDFw4rXAxZuE=\n-----END PUBLIC KEY-----\n')
    expect(await ask(proofArgs(files.proof, strange))).toMatchObject([9, { proof: { reason: 'checkpoint' } }])
  })

  test('flags that do not go together are a wrong call: 2', async () => {
    for (const more of [['--proof', files.proof], ['--log-key', files.log], ['--kept', second(begin)], [...proofArgs(), '--proof', files.proof], [...proofArgs(), '--kept', 'yesterday']]) {
      expect((await mohr(files.permit, '--trust', files.trust, ...more)).code, more.join(' ')).toBe(2)
    }
  })
})

withPython('the verifier in Python, written from the formats alone, says the same of each', () => {
  const python = (...more: string[]): [number | null, Said] => {
    const run = spawnSync('python3', [join(import.meta.dirname, '../../../docs/formats/verify.py'), '--trust', files.trust, '--status-list', files.list, '--now', second(begin + 60_000), ...more, files.permit], { encoding: 'utf8' })
    return [run.status, run.stdout === '' ? (run.stderr as never) : (JSON.parse(run.stdout) as Said)]
  }
  expect(python()).toMatchObject([6, { standing: { why: 'key_lost' } }])
  expect(python(...proofArgs())).toMatchObject([6, { standing: { why: 'key_lost' }, proof: { outcome: 'proven', before: false } }])
  expect(python(...proofArgs(), '--kept', second(begin + hour / 2))).toMatchObject([0, { standing: { state: 'valid' }, proof: { before: true } }])
  expect(python(...proofArgs(put('bad.tlog-proof', read(files.proof).replace(/index \d+/, 'index 0'))), '--kept', second(begin))).toMatchObject([9, { standing: { why: 'key_lost' }, proof: { outcome: 'invalid' } }])
  expect(python('--proof', files.proof)[0]).toBe(2)
})
