import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { extractAll } from '@electron/asar'
import { expect, test } from 'vitest'
import { launchShell } from '#electron/testing/launch'
import { made, scratch, unpacked } from './packages'

const own = unpacked.find(({ target }) => target === `${process.platform}-${process.arch}`)

/** What is in the package of this machine's own kind, away from the work tree: a file that was forgotten is not found there. */
const extracted = (): string => {
  if (!own) throw new Error(`no package is made for ${process.platform} ${process.arch}`)
  const folder = join(scratch(), 'app')
  extractAll(made(`${own.folder}/resources/app.asar`), folder)
  return folder
}

test('the packed program starts, founds a practice office and signs in, with nothing but what is in the package', async () => {
  const app = extracted()
  const shell = await launchShell({ home: join(scratch(), 'office'), main: join(app, 'out/main/electron.js'), app, env: { STANDIN_PACKAGED: '1' } })
  try {
    const page = await shell.firstWindow()
    await page.getByRole('heading', { name: 'آغاز کار' }).waitFor()
    const ask = (name: string, input: object): Promise<unknown> => page.evaluate(([operation, given]) => window.mohr.call(operation as string, given), [name, input])
    expect(await ask('office.createTraining', { sampleData: false })).toMatchObject({ ok: true })
    expect(await ask('staff.signIn', { username: 'director', passphrase: 'mohr-training-office' })).toMatchObject({ ok: true })
    expect(await ask('permits.queue', {})).toMatchObject({ ok: true })
    // The bank's page and the print page are read from beside the bundle.
    expect(await ask('papers.bankPage', {})).toMatchObject({ ok: true })
    expect(await shell.close()).toBe(0)
  } finally {
    shell.kill()
    await shell.exited
  }
})

test('the packed command answers, with nothing but what is in the package', () => {
  const app = extracted()
  const mohr = (...args: string[]): string => execFileSync(process.execPath, [join(app, 'out/main/cli.js'), ...args], { encoding: 'utf8', cwd: app })
  expect(mohr('help')).toContain('mohr verify')
})
