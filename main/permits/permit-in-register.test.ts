import { execFileSync, spawnSync } from 'node:child_process'
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { type Fault } from '#main/app/fault'
import type { Context } from '#main/app/ports'
import { codeOf } from '#main/app/testing/code-of'
import { checkpointHandlers, leafHash, noteIsSigned, parseCheckpoint, parseVkey, verifyInclusion } from '#main/checkpoints/index'
import { permitHandlers } from './permit-handlers'
import { createPermitOffice, now, openPermitOffice, passphrase, type PermitOffice } from './testing/permit-office'

const script = join(import.meta.dirname, '../../docs/formats/verify_proof.py')
const python = (...args: string[]): { code: number | null; out: string } => {
  const { status, stdout } = spawnSync('python3', [script, ...args], { encoding: 'utf8' })
  return { code: status, out: stdout.trim() }
}
/** Present wherever the tests are run in earnest; where it is not, the runner says which proofs were not tried. */
const withPython = test.skipIf(spawnSync('python3', ['-V']).status !== 0)

describe('a permit in the register', () => {
  let office: PermitOffice
  let no: string
  let context: Context
  const path = (name: string): string => join(office.home, name)
  const put = (name: string, text: string): string => {
    writeFileSync(path(name), text)
    return path(name)
  }

  beforeAll(async () => {
    office = createPermitOffice()
    context = office.as('director')
    no = await office.issue(1)
    await office.issue(2, { fieldCode: '2001' })
  })

  test('signing row 19: before a checkpoint covers the permit there is no proof; after it there is, and giving it out is logged', async () => {
    expect(await codeOf(() => checkpointHandlers.proof(context, { no }))).toBe('PERMIT_UNSEALED')
    expect(await codeOf(() => checkpointHandlers.proof(context, { no: 'P-0000-1405-01-00001-0' }))).toBe('NOT_FOUND')
    const sealed = await checkpointHandlers.seal(context, {})
    const proof = now(checkpointHandlers.proof(context, { no }))
    expect(proof.fileName).toBe(`${no}.tlog-proof`)
    expect(office.kinds(no).at(-1)).toBe('export.make')
    put('proof.tlog-proof', proof.content)
    const status = now(checkpointHandlers.status(context, {}))
    put('log.pem', status.publicPem!)
    expect(status).toMatchObject({ origin: 'mohr/0600', newest: { size: sealed.size, root: sealed.root }, history: 'consistent', file: 'good', rollback: null })
    put('permit.jws', office.db.prepare<[string], string>('SELECT jws FROM permits WHERE no = ?').pluck().get(no)!)
  })

  test('signing row 19: our own pure functions check the file with nothing but its text and the key', () => {
    const [head, note] = readFileSync(path('proof.tlog-proof'), 'utf8').split(/\n\n([\s\S]*)/)
    const [first, extra, index, ...hashes] = head!.split('\n')
    expect(first).toBe('c2sp.org/tlog-proof@v1')
    const { entry } = JSON.parse(Buffer.from(extra!.slice(6), 'base64').toString()) as { entry: string; payload: string }
    const checkpoint = parseCheckpoint(note!)!
    const key = parseVkey(now(checkpointHandlers.status(context, {})).vkey!)!
    expect(noteIsSigned(checkpoint, key)).toBe(true)
    const proof = { leaf: leafHash(entry), index: Number(index!.slice(6)), size: checkpoint.size, path: hashes.map((hash) => Buffer.from(hash, 'base64')), root: checkpoint.root }
    expect(verifyInclusion(proof)).toBe(true)
    expect(verifyInclusion({ ...proof, leaf: leafHash(entry.replace('permit.sign', 'permit.seal')) })).toBe(false)
  })

  withPython('signing row 19: a verifier in Python, written from the format alone, with openssl for the signature, says so too', () => {
    const good = python(path('proof.tlog-proof'), path('log.pem'), path('permit.jws'))
    expect(good).toEqual({ code: 0, out: expect.stringContaining(`OK ${no} entry `) as string })
    const text = readFileSync(path('proof.tlog-proof'), 'utf8')
    const lines = text.split('\n')
    const edited = (name: string, change: (all: string[]) => string[]): ReturnType<typeof python> => python(put(name, change([...lines]).join('\n')), path('log.pem'), path('permit.jws'))
    const said = JSON.parse(Buffer.from(lines[1]!.slice(6), 'base64').toString()) as { entry: string; payload: string }
    const extra = (change: Partial<typeof said>): string => `extra ${Buffer.from(JSON.stringify({ ...said, ...change })).toString('base64')}`
    const bad = [
      edited('a', (all) => all.with(3, all[4]!)), edited('b', (all) => all.toSpliced(3, 1)), edited('c', (all) => all.with(2, 'index 0')),
      edited('d', (all) => all.with(1, extra({ entry: said.entry.replace('director', 'sombody') }))), edited('e', (all) => all.with(1, extra({ payload: said.payload.replace('"seen":"listed"', '"seen":"opened"') }))),
      python(path('proof.tlog-proof'), path('log.pem'), put('other.jws', 'a.b.c')),
      python(path('proof.tlog-proof'), put('other.pem', execFileSync('openssl', ['pkey', '-pubout'], { input: execFileSync('openssl', ['genpkey', '-algorithm', 'ed25519']) }).toString())),
    ]
    for (const { code, out } of bad) expect([code, out.slice(0, 3)], out).toEqual([1, 'NO '])
  })

  withPython('signing row 20: two checkpoints and the path between them show anyone that nothing was removed', async () => {
    const first = now(checkpointHandlers.status(context, {})).newest!.size
    await office.issue(3)
    const later = await checkpointHandlers.seal(context, {})
    expect(later.size).toBeGreaterThan(first)
    const { content } = now(checkpointHandlers.consistency(context, { size: first }))
    const file = put('consistency.json', content)
    expect(python('--consistency', file, path('log.pem'))).toEqual({ code: 0, out: `OK mohr/0600: the first ${first} of ${later.size} entries are unchanged` })
    const said = JSON.parse(content) as { path: string[] }
    for (const bent of [{ ...said, path: said.path.slice(1) }, { ...said, path: [...said.path, said.path[0]] }, { ...said, first: (said as unknown as { second: string }).second }]) {
      expect(python('--consistency', put('bent.json', JSON.stringify(bent)), path('log.pem')).code).toBe(1)
    }
    expect(await codeOf(() => checkpointHandlers.consistency(context, { size: first + 1 }))).toBe('NOT_FOUND')
  })

  withPython('S1-A10: an instant confirmation has a proof like a permit', () => {
    const confirmed = office.db.prepare<[], string>("SELECT no FROM permits WHERE kind = 'confirmation'").pluck().get()!
    const { content } = now(checkpointHandlers.proof(context, { no: confirmed }))
    expect(python(put('confirmation.tlog-proof', content), path('log.pem'))).toMatchObject({ code: 0 })
  })

  test('what leaves the office of a person by a proof is what the paper shows: no mobile, no birth date, no account', () => {
    const [, extra] = readFileSync(path('proof.tlog-proof'), 'utf8').split('\n')
    const text = Buffer.from(extra!.slice(6), 'base64').toString()
    for (const secret of ['09161234567', '1369', '1990-05-01', '800000000']) expect(text).not.toContain(secret)
  })
})

test('S0-06: a Director whose office went back in time signs nothing, and signs again once it is answered for', async () => {
  const office = createPermitOffice()
  const first = office.ready(1)
  office.db.pragma('wal_checkpoint(TRUNCATE)')
  const backup = join(mkdtempSync(join(tmpdir(), 'mohr-backup-')), 'office.db')
  copyFileSync(join(office.home, 'office.db'), backup)
  await office.issue(2)
  await checkpointHandlers.seal(office.as('director'), {})
  office.db.close()
  for (const ending of ['-wal', '-shm']) rmSync(join(office.home, `office.db${ending}`), { force: true })
  copyFileSync(backup, join(office.home, 'office.db'))
  const again = openPermitOffice(office.home, office.databaseKey)
  const sign = async (): Promise<string> => {
    const items = again.freeze([first.id]).map(({ dossierId, digest }) => ({ dossierId, digest }))
    try {
      return (await permitHandlers.sign(again.as('director'), { items, passphrase })).outcomes.map(({ outcome }) => outcome).join()
    } catch (error) {
      return (error as Fault).code
    }
  }
  expect(await sign()).toBe('LEDGER_ROLLED_BACK')
  expect(again.db.prepare('SELECT count(*) FROM permits').pluck().get()).toBe(0)
  // The office seal is no way around it (S1-A10).
  expect(await codeOf(() => again.file(5, { fieldCode: '2001' }))).toBe('LEDGER_ROLLED_BACK')
  now(checkpointHandlers.resolve(again.as('system_manager'), { reason: 'بازگرداندن پشتیبان پس از خرابی' }))
  expect(await sign()).toBe('signed')
})
