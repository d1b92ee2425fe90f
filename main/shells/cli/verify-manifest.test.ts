import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { drawHash, picksOf } from '#main/permits/batch/draw-sample'
import { manifestOfPermits } from '#main/permits/testing/manifest-of'
import { samplePermit, sampleSupporter } from '#main/permits/testing/sample-permit'
import { trustOf } from '#main/permits/testing/trust-of'
import { makeTestKey } from '#main/signing/testing/key-pair'
import { putIn } from '#main/shells/testing/put-in'
import { recordingTerminal } from '#main/shells/testing/recording-terminal'
import { newFolder } from '#main/shells/testing/served-page'
import { runCommand } from './run-command'

const director = makeTestKey()
const seal = makeTestKey('seal')
const stranger = makeTestKey()
const folder = newFolder()
const put = putIn(folder)
const trust = put('trust.json', trustOf([director, seal]))
const batch = manifestOfPermits(director, [samplePermit, sampleSupporter])
const manifest = put('B.jws', `${batch.jws}\n`)
const permits = {
  listed: put('listed.jws', batch.permit(samplePermit)),
  other: put('other.jws', batch.permit(samplePermit, 'A'.repeat(43))),
  missing: put('missing.jws', batch.permit({ ...samplePermit, name: 'کسی دیگر' })),
}
const bad: [string, string][] = [
  ['a stranger’s', manifestOfPermits(stranger, [samplePermit]).jws],
  ['the seal’s', manifestOfPermits(seal, [samplePermit]).jws],
  ['a pick that is not the seed’s', manifestOfPermits(director, [samplePermit], { sample: { ...batch.payload.sample, from: 1, least: 1 } }).jws],
  ['an item twice', manifestOfPermits(director, [samplePermit, samplePermit]).jws],
  ['a permit', batch.permit(samplePermit)],
  ['cut off', batch.jws.slice(0, 900)],
]

const ask = async (...args: string[]) => {
  const terminal = recordingTerminal({})
  const code = await runCommand(['verify', ...args, '--trust', trust, '--manifest', manifest, '--at', '2026-11-21T08:00:00Z'], terminal)
  return { code, lines: terminal.lines.join('\n') }
}
const placed = (lines: string): unknown[] => (JSON.parse(lines) as { results: { manifest?: { outcome: string } }[] }).results.map((one) => one.manifest?.outcome)

test('signing goal 1: mohr verify --manifest says whether a permit stands in its manifest', async () => {
  const all = await ask(permits.listed, permits.other, permits.missing, '--json')
  expect(placed(all.lines)).toEqual(['listed', 'other', 'not_listed'])
  expect(all.code).toBe(8)
  const one = await ask(permits.listed)
  expect(one.code).toBe(6)
  expect(one.lines).toContain('در سیاهۀ دستۀ B-۰۶۰۰-۱۴۰۵-۰۱-۰۰۰۰۱-۳ آمده است')
})

test.each(bad)('a manifest that can’t be used is never passed over: %s', async (name, jws) => {
  const file = put(`bad-${bad.findIndex(([one]) => one === name)}.jws`, jws)
  const terminal = recordingTerminal({})
  expect(await runCommand(['verify', permits.listed, '--trust', trust, '--manifest', file], terminal)).toBe(2)
  expect(terminal.complaints.join()).toContain('این سیاهۀ دسته پذیرفته نیست')
})

test('the verifier in Python, written from docs/formats/manifest.md, says the very same', () => {
  const program = join(import.meta.dirname, '../../../docs/formats/verify.py')
  const python = (file: string, ...args: string[]) => spawnSync('python3', [program, '--trust', trust, '--manifest', file, ...args], { encoding: 'utf8' })
  const { stdout, stderr, status } = python(manifest, permits.listed, permits.other, permits.missing)
  expect(stderr).toBe('')
  expect(stdout.trim().split('\n').map((line) => (JSON.parse(line) as { manifest: string }).manifest)).toEqual(['listed', 'other', 'not_listed'])
  expect(status).toBe(8)
  for (const [name, jws] of bad) {
    const refused = python(put('refused.jws', jws), permits.listed)
    expect([name, refused.status, refused.stdout]).toEqual([name, 2, ''])
  }
  // A list that was sampled: Python makes the same pick from the seed.
  const sample = { ...batch.payload.sample, seed: 'seed-of-a-sampled-list', from: 2, least: 1 }
  const [picked] = picksOf(batch.payload.items.map(({ no, d }) => ({ no, digest: d })), sample.seed, sample)
  expect(drawHash(sample.seed, picked!.digest)).toMatch(/^[0-9a-f]{64}$/)
  const items = batch.payload.items.map((item) => (item.no === picked!.no ? { ...item, how: 'opened' as const, sec: 12, end: true } : item))
  const good = manifestOfPermits(director, [samplePermit, sampleSupporter], { items, sample: { ...sample, picked: [picked!.no] } })
  expect(python(put('sampled.jws', good.jws), put('of-sampled.jws', good.permit(samplePermit))).status).toBe(6)
  const wrong = manifestOfPermits(director, [samplePermit, sampleSupporter], { items, sample: { ...sample, picked: batch.payload.items.map(({ no }) => no).filter((no) => no !== picked!.no) } })
  expect(python(put('wrong.jws', wrong.jws), permits.listed).status).toBe(2)
}, 60_000)
