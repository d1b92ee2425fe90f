import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { extractAll } from '@electron/asar'
import { expect, test } from 'vitest'
import { launchShell, runProgram, type Ended } from '#electron/testing/launch'
import { made, scratch, unpacked } from './packages'

const passphrase = 'mohr-training-office'
const own = unpacked.find(({ target }) => target === `${process.platform}-${process.arch}`)

/** What is in the package of this machine's own kind, away from the work tree: a file that was forgotten is not found there. */
const extracted = (): string => {
  if (!own) throw new Error(`no package is made for ${process.platform} ${process.arch}`)
  const folder = join(scratch(), 'app')
  extractAll(made(`${own.folder}/resources/app.asar`), folder)
  return folder
}

test('issue 5: the packed program founds a practice office and signs in; without a window it is the mohr command on it, with nothing but what is in the package', async () => {
  const app = extracted()
  const main = join(app, 'out/main/electron.js')
  const home = join(scratch(), 'office')
  const shell = await launchShell({ home, main, app, env: { STANDIN_PACKAGED: '1' } })
  try {
    const page = await shell.firstWindow()
    await page.getByRole('heading', { name: 'آغاز کار' }).waitFor()
    const ask = (name: string, input: object): Promise<unknown> => page.evaluate(([operation, given]) => window.mohr.call(operation as string, given), [name, input])
    expect(await ask('office.createTraining', { sampleData: false })).toMatchObject({ ok: true })
    expect(await ask('staff.signIn', { username: 'director', passphrase })).toMatchObject({ ok: true })
    expect(await ask('permits.queue', {})).toMatchObject({ ok: true })
    // The bank's page and the print page are read from beside the bundle.
    expect(await ask('papers.bankPage', {})).toMatchObject({ ok: true })
    expect(await shell.close()).toBe(0)
  } finally {
    shell.kill()
    await shell.exited
  }

  const mohr = (...args: string[]): Promise<Ended> => runProgram(args, { home, main, packaged: true, env: { STANDIN_APP: app, STANDIN_CHROMIUM: '/no/such/browser', MOHR_PASSPHRASE: passphrase } })
  const told = ({ stdout }: Ended): unknown => JSON.parse(stdout)
  expect((await mohr('help')).stdout).toContain('mohr verify')
  expect(told(await mohr('status', '--json'))).toMatchObject({ home, state: 'locked', office: { training: true } })
  const night = await mohr('nightly', '--user', 'it', '--json')
  expect([night.code, told(night)]).toMatchObject([30, { steps: [{ step: 'sync', error: 'DEVICE_NOT_ENROLLED' }, { step: 'backup', error: 'BACKUP_UNSET' }, { step: 'ledger', code: 0 }] }])
  expect((await mohr('check', '--offline', '--user', 'it')).code).toBe(10)
  const out = scratch()
  const exported = await mohr('export', 'trust', '--user', 'it', '--out', out, '--json')
  const { files: [trust = ''] } = told(exported) as { files: string[] }
  writeFileSync(join(out, 'none.jws'), 'no permit')
  expect((await mohr('verify', join(out, 'none.jws'), '--trust', trust)).code).toBe(1)
  expect((await mohr('import', join(out, 'none.jws'), '--user', 'clerk')).code).toBe(2)
}, 120_000)
