import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

type Served = { origin: string; url: string; close(): Promise<void> }
type Start = (options: { home: string }) => Promise<{ ok: true; value: Served } | { ok: false; error: { code: string } }>

const builtLoopback = join(__dirname, '../../out/main/loopback.js')
const folderName = 'MOHR_BARE_OFFICE'

/** A practice office with its staff and nothing else, made once for the whole run by the built core itself. */
const makeBareOffice = async (home: string): Promise<void> => {
  const { startLoopback } = createRequire(builtLoopback)(builtLoopback) as { startLoopback: Start }
  const started = await startLoopback({ home })
  if (!started.ok) throw new Error(started.error.code)
  const { origin, url, close } = started.value
  const post = async (path: string, body: object, token = ''): Promise<Record<string, unknown>> =>
    await (await fetch(origin + path, { method: 'POST', headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` }, body: JSON.stringify(body) })).json() as Record<string, unknown>
  const { token } = await post('/session', { ticket: new URL(url).hash.slice(3) })
  const made = await post('/call', { name: 'office.createTraining', input: { sampleData: false } }, String(token))
  await close()
  if (made['ok'] !== true) throw new Error(JSON.stringify(made))
}

/** Before the first test of a run. @returns what is done after the last */
export default async (): Promise<() => void> => {
  const home = mkdtempSync(join(tmpdir(), 'mohr-bare-'))
  await makeBareOffice(home)
  process.env[folderName] = home
  return () => { rmSync(home, { recursive: true, force: true }) }
}

/** A data folder of its own with a copy of that office. */
export const copyBareOffice = (): string => {
  const home = mkdtempSync(join(tmpdir(), 'mohr-shell-'))
  cpSync(process.env[folderName] ?? '', home, { recursive: true })
  return home
}
