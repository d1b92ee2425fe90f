import { afterAll, expect, test } from 'vitest'
import type { Result } from '#contract'
import { createApp, type App } from '#main/app/create-app'
import { fixedClock } from '#main/app/clock'
import { minimumCost } from '#main/staff/index'
import { startLoopback } from '#main/shells/loopback'
import { callAs, enter } from '#main/shells/testing/ask'
import { newFolder, newPage } from '#main/shells/testing/served-page'
import { connectPages } from './ipc'
import { ipcMain, WebContentsMock } from './testing/electron-mock'

type Call = (name: string, input: unknown) => Promise<Result<unknown>>

const manager = { username: 'manager', displayName: 'کیوان رستگار', passphrase: 'a long enough passphrase' }
const founding = { name: 'اداره‌کل خوزستان', unit: '0600', manager }

/** One morning in an office: every kind of answer the door has, in the order that makes each come true. */
const table: [name: string, input: unknown, code: string][] = [
  ['nothing.here', {}, 'OPERATION_UNKNOWN'],
  ['__proto__.constructor', {}, 'OPERATION_UNKNOWN'],
  ['', undefined, 'OPERATION_UNKNOWN'],
  ['office.status', undefined, 'ok'],
  ['office.status', null, 'ok'],
  ['office.status', 'text', 'INPUT_INVALID'],
  ['office.status', [1], 'INPUT_INVALID'],
  ['staff.signIn', { username: 'manager', passphrase: 'x' }, 'OFFICE_ABSENT'],
  ['office.create', { name: '', unit: '06', manager: { ...manager, passphrase: 'short' } }, 'INPUT_INVALID'],
  ['office.create', { name: 'نام\u202Eپنهان', unit: '0600', manager }, 'INPUT_INVALID'],
  ['office.create', founding, 'ok'],
  ['office.create', founding, 'OFFICE_EXISTS'],
  ['office.status', {}, 'ok'],
  ['ledger.verify', {}, 'NOT_SIGNED_IN'],
  ['staff.signIn', { username: 'manager', passphrase: 'wrong wrong wrong' }, 'SIGN_IN_FAILED'],
  ['staff.signIn', { username: 'MANAGER ', passphrase: manager.passphrase }, 'ok'],
  ['staff.me', {}, 'ok'],
  ['staff.list', {}, 'ok'],
  ['dossiers.find', { text: 'ی'.repeat(101) }, 'INPUT_INVALID'],
  ['dossiers.find', {}, 'ok'],
  ['dossiers.importFile', { name: 'a.csv', contentBase64: 'AAAA' }, 'ROLE_REFUSED'],
  ['permits.queue', {}, 'ROLE_REFUSED'],
  ['staff.signOut', {}, 'ok'],
  ['staff.me', {}, 'NOT_SIGNED_IN'],
]

const options = () => ({ home: newFolder(), clock: fixedClock('2026-11-21T06:00:00Z'), kdfCost: minimumCost })
const closing: (() => Promise<void>)[] = []
afterAll(async () => { for (const close of closing) await close() })

const newApp = (kind: 'cli' | 'electron'): App => {
  const app = createApp({ ...options(), host: { kind, capabilities: {} } })
  closing.push(() => app.close())
  return app
}

const direct = (): Call => newApp('cli').connect().call

const overHttp = async (): Promise<Call> => {
  const started = await startLoopback({ ...options(), page: newPage() })
  if (!started.ok) throw new Error(started.error.code)
  const { origin, url, close } = started.value
  closing.push(close)
  const token = await enter(url)
  return async (name, input) => (await callAs(origin, token, name, input)).body as Result<unknown>
}

const overIpc = (): Call => {
  connectPages(newApp('electron'))
  const handle = ipcMain.handle.mock.lastCall![1] as (event: unknown, name: unknown, input: unknown) => Promise<Result<unknown>>
  const event = { sender: new WebContentsMock(), senderFrame: { url: 'app://bundle/', parent: null } }
  // What crosses IPC is cloned, as Electron does.
  return async (name, input) => structuredClone(await handle(event, name, structuredClone(input)))
}

/** The same but for what must differ: the reference of one failure, and the name of the host. */
const comparable = (result: Result<unknown>): unknown =>
  JSON.parse(JSON.stringify(result, (key, value: unknown) => (key === 'ref' || key === 'host' ? '…' : value)))

const codeOf = (result: Result<unknown>): string => (result.ok ? 'ok' : result.error.code)

test('every transport answers one table of calls with equal Results', async () => {
  const calls = { direct: direct(), http: await overHttp(), ipc: overIpc() }
  for (const [name, input, code] of table) {
    const answer = await calls.direct(name, input)
    expect({ name, code: codeOf(answer) }).toEqual({ name, code })
    expect({ name, over: 'http', answer: comparable(await calls.http(name, input)) }).toEqual({ name, over: 'http', answer: comparable(answer) })
    expect({ name, over: 'ipc', answer: comparable(await calls.ipc(name, input)) }).toEqual({ name, over: 'ipc', answer: comparable(answer) })
  }
})
