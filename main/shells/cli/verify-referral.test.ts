import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { trustOf } from '#main/permits/testing/trust-of'
import { sampleReferral, signedReferral } from '#main/referrals/testing/signed-referral'
import { makeTestKey } from '#main/signing/testing/key-pair'
import { recordingTerminal } from '#main/shells/testing/recording-terminal'
import { newFolder } from '#main/shells/testing/served-page'
import { runCommand } from './run-command'

const director = makeTestKey()
const trust = trustOf([director])

test('mohr verify says in one line what the letter is and that no list tells its end: 6; of another hand: 1', async () => {
  const folder = newFolder()
  const put = (name: string, content: string): string => {
    writeFileSync(join(folder, name), content)
    return join(folder, name)
  }
  const ask = async (token: string, ...more: string[]) => {
    const terminal = recordingTerminal()
    const code = await runCommand(['verify', put('r.jws', `${token}\n`), '--trust', put('trust.json', trust), ...more], terminal)
    return { code, said: terminal.lines.join('\n') }
  }
  const { code, said } = await ask(signedReferral(director))
  expect(said).toContain(`معرفی‌نامۀ بانک، امضا معتبر — ${sampleReferral.no} — زهرا نمونه‌پور`)
  expect(said).toContain('۸۰۰٬۰۰۰٬۰۰۰ ریال')
  expect(code).toBe(6)
  const { results } = JSON.parse((await ask(signedReferral(director), '--json')).said) as { results: unknown[] }
  expect(results).toMatchObject([{ outcome: 'referral', payload: sampleReferral, kid: director.kid, test: false, lost: false }])
  expect((await ask(signedReferral(makeTestKey()))).code).toBe(1)
})
