import { afterAll, beforeAll, expect, test } from 'vitest'
import type { MessageState } from '#contract/messages'
import { createApp } from '#main/app/create-app'
import { sampleSubmissions } from '#main/app/sample'
import { trainingUsers } from '#main/app/training-staff'
import { answerJson, startSmsService, type SmsService } from '#main/messages/testing/sms-service'
import { minimumCost } from '#main/staff/index'
import { recordingTerminal } from '#main/shells/testing/recording-terminal'
import { newFolder } from '#main/shells/testing/served-page'
import { runCommand } from './run-command'

const home = newFolder()
const { passphrase } = trainingUsers[0]!
let sms: SmsService
type Told = { sent: { accepted: number; left: number; failed: number } | null; states: Record<MessageState, number> | null; toSend: number }
const mohr = async (user: string, ...words: string[]) => {
  const terminal = recordingTerminal({ MOHR_PASSPHRASE: passphrase })
  return { code: await runCommand(['messages', ...words, '--home', home, '--user', user, '--json'], terminal), told: () => terminal.json() as Told }
}
const inOffice = async (work: (call: (name: never, input: never) => Promise<unknown>) => Promise<void>): Promise<void> => {
  const app = createApp({ home, host: { kind: 'cli', capabilities: {} }, kdfCost: minimumCost })
  const connection = app.connect()
  await work((name, input) => connection.call(name, input))
  await app.close()
}
const rows = (): string[] => Buffer.from(sampleSubmissions()).toString('utf8').split('\n')
const as = (username: string) => ({ username, passphrase }) as never

beforeAll(async () => {
  sms = await startSmsService()
  await inOffice(async (call) => { await call('office.createTraining' as never, { sampleData: false } as never) })
}, 120_000)
afterAll(() => sms.close())

test('S0-12: mohr messages counts each state; without a gateway, send says so by its code', async () => {
  const empty = await mohr('clerk')
  expect([empty.code, empty.told().toSend, Object.values(empty.told().states!)]).toEqual([0, 0, [0, 0, 0, 0, 0, 0]])
  expect((await mohr('clerk', 'send')).code).toBe(20)
  expect((await mohr('clerk', 'other')).code).toBe(2)
  expect((await mohr('it')).code, 'who sees no citizen reads no messages').toBe(1)
})

test('S0-12: mohr messages send hands over what waits; what the service refuses is told by the code', async () => {
  await inOffice(async (call) => {
    await call('staff.signIn' as never, as('it'))
    await call('messages.saveGateway' as never, {
      version: 0, kind: 'http', secret: null, http: {
        url: `${sms.url}/send`, headers: [], bodyType: 'json', fields: [{ name: 'to', value: '{mobile}' }, { name: 'text', value: '{text}' }], successPath: 'status',
        successValue: 'ok', timeoutSeconds: 5, caPem: null, repeatable: false,
      },
    } as never)
    await call('staff.signOut' as never, {} as never)
    await call('staff.signIn' as never, as('clerk'))
    const [header, row] = rows()
    await call('dossiers.importFile' as never, { name: 'a.csv', contentBase64: Buffer.from(`${header}\n${row}`).toString('base64') } as never)
  })
  const { states, toSend } = (await mohr('clerk')).told()
  expect(toSend).toBeGreaterThan(1)
  expect(states?.queued).toBe(toSend)
  const byIt = await mohr('it', 'send')
  expect([byIt.code, byIt.told()]).toEqual([0, { sent: expect.objectContaining({ accepted: toSend, left: 0 }), states: null, toSend: 0 }])
  expect(sms.asked).toHaveLength(toSend)
  expect((await mohr('expert')).told().states?.handed_over).toBe(toSend)
  sms.answers.push(answerJson(200, { status: 'blocked' }))
  await inOffice(async (call) => {
    await call('staff.signIn' as never, as('clerk'))
    const [header, , row] = rows()
    await call('dossiers.importFile' as never, { name: 'b.csv', contentBase64: Buffer.from(`${header}\n${row}`).toString('base64') } as never)
  })
  expect((await mohr('clerk', 'send')).code).toBe(10)
})
