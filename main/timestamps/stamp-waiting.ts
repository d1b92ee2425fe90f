import { hash } from 'node:crypto'
import type { AuthorityTest, StampFault, StampReport, TimestampFacts } from '#contract/timestamps'
import type { Context } from '#main/app/ports'
import { appendEntry } from '#main/ledger/index'
import { wayOf } from '#main/network/index'
import { findAuthority, noteAuthorityFault, noteAuthorityOk, noteClock } from '#db/timestamps/authority-repo'
import { countPressing, dropWait, findWait, insertToken, nextWaits, signedText, tokensOf, type WaitRow } from '#db/timestamps/timestamp-repo'
import { lastDelivered } from '#db/permits/delivery-repo'
import { transact } from '#db/transact'
import { askAuthority } from './ask-authority'
import { buildRequest, newNonce } from './build-request'
import { settingsInForce, type InForce } from './settings'
import { signedBytes } from './signed-bytes'
import { verifyResponse } from './verify-response'

/** `timeoutMs`: longest silence of an authority; `budgetMs`: after so long a run takes nothing new; `random`: chance, 0 to 1. */
export type StampPorts = { timeoutMs: number; budgetMs: number; parallel: number; random: () => number }
export const ordinaryPorts: StampPorts = { timeoutMs: 10_000, budgetMs: 60_000, parallel: 4, random: Math.random }

type Got = { response: Buffer; facts: TimestampFacts; skewMs: number }

/** One question and its checked answer. The clock is compared with the middle between asking and hearing. */
const obtain = async (context: Context, url: string, signed: Buffer, { policy, caPem }: InForce, ports: StampPorts): Promise<Got | { fault: StampFault }> => {
  const nonce = newNonce()
  const imprint = hash('sha256', signed, 'buffer')
  const before = context.clock.now().getTime()
  const answer = await askAuthority(url, buildRequest(imprint, nonce, policy), { timeoutMs: ports.timeoutMs, caPem, way: wayOf(context) })
  const after = context.clock.now().getTime()
  if ('fault' in answer) return answer
  const check = await verifyResponse(answer.bytes, { signed, nonce, policy, caPem })
  if (!check.ok) return { fault: check.fault }
  return { response: answer.bytes, facts: check.facts, skewMs: Math.round((before + after) / 2) - Date.parse(check.facts.time) }
}

const longestWaitMs = 3_600_000

/** Full jitter between half and whole of a limit that doubles from a minute to an hour: offices do not come back in step. */
const nextTry = (now: Date, failures: number, random: () => number): string =>
  new Date(now.getTime() + Math.min(longestWaitMs, 60_000 * 2 ** failures) * (0.5 + random() / 2)).toISOString()

/**
 * One run over what waits, oldest first. Each signature asks the authorities in order; one that fails is not asked again in this
 * run, nor by itself before its time. No transaction is open while anybody is waited for, and a database that was closed
 * meanwhile is left alone.
 * @param force asks authorities whose time has not come.
 */
export const stampWaiting = async (context: Context, ports: StampPorts, force: boolean): Promise<StampReport> => {
  const { db, clock } = context
  const settings = settingsInForce(db)
  const now = clock.now().toISOString()
  const usable = (settings.on ? settings.urls : []).filter((url) => force || (findAuthority(db, url)?.nextAt ?? '') <= now)
  const tries = new Map<string, StampFault | null>()
  const until = performance.now() + ports.budgetMs
  let stamped = 0
  let after: WaitRow | null = null
  // The first goes alone: whether anybody answers is asked once, not four times.
  for (let width = 1; db.open && usable.length > 0 && performance.now() < until; width = ports.parallel) {
    const waits: WaitRow[] = nextWaits(db, after, width)
    if (waits.length === 0) break
    after = waits.at(-1)!
    const done = await Promise.all(waits.map((wait) => stampOne(context, wait, { settings, ports, usable, tries })))
    stamped += done.filter(Boolean).length
  }
  if (stamped > 0 || tries.size > 0) context.emit('timestamps.changed', {})
  return { stamped, left: db.open ? countPressing(db) : 0, tries: [...tries].map(([url, fault]) => ({ url, fault })) }
}

type Run = { settings: InForce; ports: StampPorts; usable: string[]; tries: Map<string, StampFault | null> }

const stampOne = async (context: Context, wait: WaitRow, { settings, ports, usable, tries }: Run): Promise<boolean> => {
  const text = signedText(context.db, wait.kind, wait.ref)
  if (text === undefined) {
    // Nothing signed stands behind it any more: it would be asked for without end.
    transact(context.db, () => { dropWait(context.db, wait.kind, wait.ref) })
    return false
  }
  const signed = signedBytes(wait.kind, text)
  for (const url of settings.urls) {
    if (!usable.includes(url)) continue
    const got = await obtain(context, url, signed, settings, ports)
    if (!context.db.open) return false
    if ('facts' in got) {
      store(context, wait, signed, url, got)
      tries.set(url, null)
      return true
    }
    const at = usable.indexOf(url)
    if (at === -1) continue
    usable.splice(at, 1)
    tries.set(url, got.fault)
    noteFault(context, url, got.fault, ports.random)
  }
  return false
}

const noteFault = ({ db, clock, log }: Context, url: string, fault: StampFault, random: () => number): void => {
  const now = clock.now()
  transact(db, () => { noteAuthorityFault(db, { url, fault, at: now.toISOString(), nextAt: nextTry(now, findAuthority(db, url)?.failures ?? 0, random) }) })
  log.write('warn', 'timestamp.failed', { host: new URL(url).host, fault })
}

/** Token, end of the wait, reading of the clock and the entry that delivers it: together. Another run may have been first. */
const store = (context: Context, { kind, ref }: WaitRow, signed: Buffer, url: string, { response, facts, skewMs }: Got): void => {
  const { db, clock } = context
  transact(db, () => {
    const at = clock.now().toISOString()
    noteAuthorityOk(db, url, at)
    noteClock(db, { skewMs, measuredAt: at, url })
    if (!findWait(db, kind, ref)) return
    const imprint = hash('sha256', signed, 'buffer')
    const opId = appendEntry(context, {
      kind: 'timestamp.store', aggregate: { type: 'Timestamp', id: `${kind}:${ref}:${tokensOf(db, kind, ref).length + 1}` }, baseVersion: 0,
      dependsOn: kind === 'permit' ? [lastDelivered(db, 'Permit', ref)].filter((id) => id !== undefined) : [],
      payload: {
        of: kind, ref, imprint: imprint.toString('base64url'), time: facts.time, authority: facts.authority, serial: facts.serial, policy: facts.policy,
        response: response.toString('base64'),
      },
    })
    insertToken(db, {
      kind, ref, imprint, response, genTime: facts.time, authority: facts.authority, serial: facts.serial, policy: facts.policy, accuracyMs: facts.accuracyMs,
      url, fetchedAt: at, opId,
    })
    dropWait(db, kind, ref)
  })
}

/** Asks each authority once over random bytes: does it answer, does its answer verify, what does it say of our clock. */
export const testAuthorities = async (context: Context, ports: StampPorts): Promise<AuthorityTest[]> => {
  const { db, clock } = context
  const settings = settingsInForce(db)
  const results: AuthorityTest[] = []
  for (const url of settings.urls) {
    const start = performance.now()
    const got = await obtain(context, url, newNonce(), settings, ports)
    const seconds = Math.round((performance.now() - start) / 100) / 10
    if (!db.open) break
    if ('fault' in got) {
      noteFault(context, url, got.fault, ports.random)
      results.push({ url, fault: got.fault, facts: null, skewSeconds: null, seconds })
    } else {
      const at = clock.now().toISOString()
      transact(db, () => {
        noteAuthorityOk(db, url, at)
        noteClock(db, { skewMs: got.skewMs, measuredAt: at, url })
      })
      results.push({ url, fault: null, facts: got.facts, skewSeconds: Math.round(got.skewMs / 1000), seconds })
    }
  }
  context.emit('timestamps.changed', {})
  return results
}
