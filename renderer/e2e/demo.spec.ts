import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { compactVerify, importSPKI } from 'jose'

const root = join(__dirname, '../..')

const mohr = (...args: string[]): { status: number | null; stdout: string; stderr: string } =>
  spawnSync(process.execPath, [join(root, 'build/mohr.mjs'), ...args], { encoding: 'utf8', timeout: 170_000 })

/** Splits a compact JWS into what `openssl dgst` wants: the signed text and the raw signature. */
const opensslAccepts = (folder: string, jws: string, publicKey: string): boolean => {
  const [header, payload, signature] = jws.trim().split('.')
  writeFileSync(join(folder, 'signed.txt'), `${header}.${payload}`)
  writeFileSync(join(folder, 'signature.bin'), Buffer.from(signature ?? '', 'base64url'))
  const { stdout } = spawnSync('openssl', [
    'dgst', '-sha256', '-sigopt', 'rsa_padding_mode:pss', '-sigopt', 'rsa_pss_saltlen:32', '-verify', publicKey,
    '-signature', join(folder, 'signature.bin'), join(folder, 'signed.txt'),
  ], { encoding: 'utf8' })
  return stdout.includes('Verified OK')
}

test('signing row 29: the demo does the whole main job; openssl and jose confirm every permit it leaves', async () => {
  test.setTimeout(180_000)
  const home = mkdtempSync(join(tmpdir(), 'mohr-demo-'))
  const run = mohr('demo', '--json', '--home', home)
  expect(run.stderr).not.toContain('Error')
  expect(run.status).toBe(0)
  const figures: Record<string, number | boolean> = JSON.parse(run.stdout)
  expect(Number(figures.imported)).toBeGreaterThanOrEqual(50)
  expect(Number(figures.refused)).toBeGreaterThanOrEqual(8)
  expect(Number(figures.imported) + Number(figures.refused)).toBeGreaterThanOrEqual(60)
  expect(Number(figures.signed) + Number(figures.confirmed)).toBe(figures.imported)
  expect(figures.delivered).toBe(Number(figures.signed) + Number(figures.referred))
  expect(figures).toMatchObject({ verified: figures.signed, confirmationsVerified: figures.confirmed, undelivered: 0, ledgerOk: true })
  expect(Number(figures.referred)).toBeGreaterThan(0)

  const permits = join(home, 'export/permits')
  const publicKey = join(home, 'export/office-public-key.pem')
  const names = readdirSync(permits)
  expect(names).toHaveLength(Number(figures.signed))
  const key = await importSPKI(readFileSync(publicKey, 'utf8'), 'PS256')
  for (const name of names) {
    const jws = readFileSync(join(permits, name), 'utf8')
    expect(opensslAccepts(home, jws, publicKey), name).toBe(true)
    const { payload } = await compactVerify(jws.trim(), key, { algorithms: ['PS256'] })
    expect(JSON.parse(new TextDecoder().decode(payload))).toMatchObject({ k: 'permit', no: name.replace('.jws', '') })
  }

  const first = join(permits, names[0] ?? '')
  expect(mohr('verify', first).status).toBe(0)
  writeFileSync(join(home, 'forged.jws'), readFileSync(first, 'utf8').replace(/^(.{200})./, (_, head: string) => `${head}A`))
  expect(mohr('verify', '--key', publicKey, join(home, 'forged.jws')).status).toBe(1)
})

test('the demo takes other submissions, says why rows are refused, and leaves a foreign folder alone', () => {
  const home = mkdtempSync(join(tmpdir(), 'mohr-demo-'))
  const input = join(mkdtempSync(join(tmpdir(), 'mohr-input-')), 'rows.csv')
  const [header, ...rows] = readFileSync(join(root, 'build/sample/submissions.csv'), 'utf8').split(/\r?\n/)
  writeFileSync(input, [header, ...rows.slice(0, 3), 'independent,1'].join('\n'))
  const run = mohr('demo', '--json', '--home', home, '--input', input)
  expect(run.status).toBe(0)
  expect(JSON.parse(run.stdout)).toMatchObject({ refused: 1, ledgerOk: true })

  writeFileSync(input, [header, 'independent,1', 'independent,2'].join('\n'))
  const none = mohr('demo', '--json', '--home', home, '--input', input)
  expect([none.status, JSON.parse(none.stdout)]).toEqual([3, expect.objectContaining({ imported: 0, refused: 2, signed: 0 })])

  const foreign = mkdtempSync(join(tmpdir(), 'mohr-foreign-'))
  writeFileSync(join(foreign, 'letter.txt'), 'mine')
  expect(mohr('demo', '--home', foreign).status).toBe(2)
  expect(readdirSync(foreign)).toEqual(['letter.txt'])
})
