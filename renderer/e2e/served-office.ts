import { mkdtempSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

type Served = { origin: string; url: string; newUrl: () => string; close: () => Promise<void> }
type Start = (options: { home: string }) => Promise<{ ok: true; value: Served } | { ok: false; error: { code: string } }>

export type Office = Served & { home: string; stop: () => Promise<void> }

const builtLoopback = join(__dirname, '../../out/main/loopback.js')

/** The built app on loopback over an empty data folder, or one it left: what `npm start` serves, with nothing replaced. */
export const serveOffice = async (home = mkdtempSync(join(tmpdir(), 'mohr-e2e-'))): Promise<Office> => {
  const { startLoopback } = createRequire(builtLoopback)(builtLoopback) as { startLoopback: Start }
  const started = await startLoopback({ home })
  if (!started.ok) throw new Error(started.error.code)
  const { origin, url, newUrl, close } = started.value
  const stop = async (): Promise<void> => {
    await close()
    rmSync(home, { recursive: true, force: true })
  }
  return { home, origin, url, newUrl, close, stop }
}

/** Asks the core over the same door as the page does. */
export const askCore = async (office: Office): Promise<(name: string, input?: unknown) => Promise<unknown>> => {
  const post = async (path: string, body: unknown, token?: string): Promise<unknown> => {
    const answer = await fetch(`${office.origin}${path}`, {
      method: 'POST', body: JSON.stringify(body),
      headers: { 'content-type': 'application/json', origin: office.origin, ...(token ? { authorization: `Bearer ${token}` } : {}) },
    })
    return await answer.json()
  }
  const ticket = new URL(office.newUrl()).hash.replace('#t=', '')
  const { token } = (await post('/session', { ticket })) as { token: string }
  return (name, input = {}) => post('/call', { name, input }, token)
}
