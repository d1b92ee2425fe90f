import { cpSync, existsSync, mkdtempSync, renameSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { shelfVariable } from './office-shelf'

type Served = { origin: string; url: string; newUrl: () => string; close: () => Promise<void> }
type Start = (options: { home: string }) => Promise<{ ok: true; value: Served } | { ok: false; error: { code: string } }>

export type Office = Served & { home: string; stop: () => Promise<void> }

const builtLoopback = join(__dirname, '../../out/main/loopback.js')

const emptyHome = (): string => mkdtempSync(join(tmpdir(), 'mohr-e2e-'))

/** The built app on loopback over an empty data folder, or one it left: what `npm start` serves, with nothing replaced. */
export const serveOffice = async (home = emptyHome()): Promise<Office> => {
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

/**
 * An office of the caller's own that is like one made once in the whole run: founding and filling cost seconds, a copy of the
 * closed folder nothing.
 * @param name of the kept office; one name, one way of making it.
 */
export const officeLike = async (name: string, make: () => Promise<Office>): Promise<Office> => {
  const kept = join(process.env[shelfVariable] ?? '', name)
  if (!existsSync(kept)) {
    const made = await make()
    await made.close()
    try {
      renameSync(made.home, kept)
    } catch (error) {
      if (!existsSync(kept)) throw error
      // The other worker was first.
      rmSync(made.home, { recursive: true })
    }
  }
  const home = emptyHome()
  cpSync(kept, home, { recursive: true })
  return serveOffice(home)
}

/** The practice office with its invented staff, and sample dossiers if wished. */
export const serveTraining = (sampleData = true): Promise<Office> => officeLike(sampleData ? 'training' : 'bare', async () => {
  const office = await serveOffice()
  const answer = (await (await askCore(office))('office.createTraining', { sampleData })) as { ok: boolean }
  if (!answer.ok) throw new Error(JSON.stringify(answer))
  return office
})
