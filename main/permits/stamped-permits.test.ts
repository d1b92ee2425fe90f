import { execFileSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { timestamps, type StampFault } from '#contract/timestamps'
import { Fault } from '#main/app/fault'
import { codeOf } from '#main/app/testing/code-of'
import { checkpointHandlers } from '#main/checkpoints/index'
import { stampInBackground, timestampHandlers } from '#main/timestamps/index'
import { makeAuthority, opensslVerifies, reply, startAuthority, type Behaviour } from '#main/timestamps/testing/timestamp-authority'
import { findPermit } from '#db/permits/permit-repo'
import { permitHandlers } from './permit-handlers'
import { createPermitOffice, now, type PermitOffice } from './testing/permit-office'

const { folder, rootPem } = makeAuthority()
let tsa: Awaited<ReturnType<typeof startAuthority>>
beforeEach(async () => { tsa = await startAuthority(folder) })
afterEach(() => tsa.close())

/** The authority is the real openssl, so this office lives today. */
const officeOfToday = (): PermitOffice => createPermitOffice({ instant: new Date().toISOString() })
const configure = (office: PermitOffice, over: Partial<Parameters<typeof timestampHandlers.saveSettings>[1]> = {}): void => {
  const { version } = now(timestampHandlers.settings(office.as('it'), {}))
  now(timestampHandlers.saveSettings(office.as('it'), { version, on: true, urls: [tsa.url], policy: '', caPem: rootPem, graceHours: 72, ...over }))
}
const switchedOn = (over: Parameters<typeof configure>[1] = {}): PermitOffice => {
  const office = officeOfToday()
  configure(office, over)
  return office
}
const run = (office: PermitOffice) => timestampHandlers.run(office.as('it'), {})
const status = (office: PermitOffice) => now(timestampHandlers.status(office.as('director'), {}))
const later = (office: PermitOffice, hours: number): void => { office.clock.pass(hours * 3_600_000) }
/** A question of somebody else, made by openssl. */
const foreignQuery = (): Buffer => {
  writeFileSync(join(folder, 'foreign.bin'), randomBytes(32))
  return execFileSync('openssl', ['ts', '-query', '-data', 'foreign.bin', '-sha256', '-cert'], { cwd: folder, stdio: ['ignore', 'pipe', 'ignore'] })
}
const foreign = foreignQuery()
const refusing: Behaviour = (_, response) => { response.writeHead(503).end() }

describe('signing row 11: a time from outside beside every signature', () => {
  test('a permit and a confirmation get one in the background; openssl agrees with what is handed out, and the permit is as it was', async () => {
    const office = switchedOn()
    const no = await office.issue(1)
    const sealed = office.file(2, { fieldCode: '2001' }).permitNo!
    const before = findPermit(office.db, no)!.jws
    expect(status(office)).toMatchObject({ state: 'good', waiting: 3 })
    expect(await run(office)).toMatchObject({ left: 0, tries: [{ url: tsa.url, fault: null }] })
    for (const one of [no, sealed]) {
      const found = await timestampHandlers.ofPermit(office.as('clerk'), { no: one })
      expect(found).toMatchObject({ state: 'stamped', since: null, tokens: [{ authority: 'CN=Test TSA, O=Time Office, C=IR', fault: null, kind: 'permit', ref: one }] })
      const file = now(timestampHandlers.exportFile(office.as('clerk'), { no: one }))
      expect(file.fileName).toBe(`${one}.tsr`)
      const signature = Buffer.from(findPermit(office.db, one)!.jws.split('.')[2]!, 'base64url')
      expect(signature).toHaveLength(384)
      expect(opensslVerifies(folder, Buffer.from(file.base64, 'base64'), signature)).toBe(true)
    }
    expect(findPermit(office.db, no)!.jws).toBe(before)
    expect(status(office)).toMatchObject({ state: 'good', waiting: 0, oldest: null, clock: { state: 'good' } })
  })

  test('each is an entry of the ledger that waits at the registry for its permit', async () => {
    const office = switchedOn()
    const no = await office.issue(1)
    await run(office)
    const row = office.db.prepare<[], { payload: string; depends_on: string; state: string; role: string }>(`
      SELECT e.payload, e.depends_on, e.role, d.state FROM ledger_entries e JOIN deliveries d ON d.op_id = e.op_id WHERE e.kind = 'timestamp.store' AND e.payload LIKE '%"of":"permit"%'
    `).get()!
    const permitOp = office.db.prepare<[string], string>("SELECT op_id FROM ledger_entries WHERE aggregate_id = ? AND kind = 'permit.sign'").pluck().get(no)!
    expect(JSON.parse(row.depends_on)).toEqual([permitOp])
    expect(row).toMatchObject({ role: 'system', state: 'queued' })
    const { ref, response } = JSON.parse(row.payload) as { ref: string; response: string }
    expect(ref).toBe(no)
    expect(opensslVerifies(folder, Buffer.from(response, 'base64'), Buffer.from(findPermit(office.db, no)!.jws.split('.')[2]!, 'base64url'))).toBe(true)
  })

  test('of the ledger’s seals only the newest is stamped, over its whole note; a stamp alone calls for no further seal', async () => {
    const office = switchedOn()
    await office.issue(1)
    await checkpointHandlers.seal(office.as('it'), {})
    await office.issue(2)
    const sealed = await checkpointHandlers.seal(office.as('it'), {})
    await run(office)
    const rows = office.db.prepare<[], { response: Buffer }>("SELECT response FROM timestamp_tokens WHERE kind = 'checkpoint'").all()
    expect(rows).toHaveLength(1)
    expect(opensslVerifies(folder, rows[0]!.response, Buffer.from(sealed.note))).toBe(true)
    expect((await checkpointHandlers.seal(office.as('it'), {})).size).toBe(sealed.size)
  })

  test('while it is off nothing waits, nothing is asked and nothing is hidden; what was signed then stays without one', async () => {
    const office = officeOfToday()
    const no = await office.issue(1)
    expect(status(office)).toMatchObject({ state: 'off', waiting: 0 })
    expect(await codeOf(() => run(office))).toBe('TIMESTAMPS_OFF')
    expect(await timestampHandlers.ofPermit(office.as('clerk'), { no })).toEqual({ state: 'off', since: null, tokens: [] })
    expect(await codeOf(() => timestampHandlers.exportFile(office.as('clerk'), { no }))).toBe('TIMESTAMP_ABSENT')
    configure(office)
    expect(await timestampHandlers.ofPermit(office.as('clerk'), { no })).toMatchObject({ state: 'none' })
    await run(office)
    expect(tsa.asked).toHaveLength(0)
  })

  test('two runs at once, and a dozen signatures: each gets one', async () => {
    const office = switchedOn()
    for (let n = 1; n <= 12; n += 1) office.file(n, { fieldCode: '2001' })
    stampInBackground(office.as('clerk'))
    await Promise.all([run(office), run(office)])
    expect(office.db.prepare("SELECT count(*), count(DISTINCT ref) FROM timestamp_tokens WHERE kind = 'permit'").raw().get()).toEqual([12, 12])
    expect(status(office).waiting).toBe(0)
  })

  test('no transaction is open while the authority is waited for, and an office closed meanwhile is left alone', async () => {
    const office = switchedOn()
    await office.issue(1)
    const seen: boolean[] = []
    tsa.behave(async (query, response) => {
      seen.push(office.db.inTransaction)
      office.db.close()
      response.setHeader('content-type', 'application/timestamp-reply').end(await reply(folder, query))
    })
    await expect(run(office)).resolves.toMatchObject({ stamped: 0 })
    expect(seen).toEqual([false])
  })

  test('a token is looked at anew at every reading: an authority that is no longer pinned is not believed silently', async () => {
    const office = switchedOn()
    const no = await office.issue(1)
    await run(office)
    configure(office, { caPem: makeAuthority().rootPem })
    expect(await timestampHandlers.ofPermit(office.as('clerk'), { no })).toMatchObject({ state: 'stamped', tokens: [{ fault: 'untrusted' }] })
  })
})

describe('signing row 12: when the authority is not there', () => {
  test('signing goes on through the grace, warns at its half, then stops; taking rights away goes on; a stamp opens it again', async () => {
    tsa.behave(refusing)
    const office = switchedOn({ graceHours: 10 })
    const no = await office.issue(1)
    expect(await run(office)).toMatchObject({ stamped: 0, tries: [{ fault: 'http' }] })
    later(office, 4)
    expect(status(office)).toMatchObject({ state: 'good', oldest: { hours: 4 } })
    await office.issue(2)
    later(office, 2)
    expect(status(office)).toMatchObject({ state: 'late', oldest: { hours: 6 }, graceHours: 10 })
    expect((await office.sign([office.ready(3).id]))[0]).toMatchObject({ outcome: 'signed' })
    later(office, 5)
    expect(status(office)).toMatchObject({ state: 'overdue' })
    const waiting = office.ready(4)
    expect(await codeOf(() => office.sign([waiting.id]))).toBe('TIMESTAMP_OVERDUE')
    expect(await codeOf(() => office.file(5, { fieldCode: '2001' }))).toBe('TIMESTAMP_OVERDUE')
    expect(office.db.prepare('SELECT count(*) FROM permits').pluck().get()).toBe(3)
    now(permitHandlers.suspend(office.as('director'), { no, reason: 'بازرسی' }))
    expect(findPermit(office.db, no)!.status).toBe('suspended')
    tsa.behave(null)
    expect(await run(office)).toMatchObject({ left: 0 })
    expect((await office.sign([waiting.id]))[0]).toMatchObject({ outcome: 'signed' })
  })

  test('switching on later starts the grace anew, and switching off lets go, each in the ledger', async () => {
    tsa.behave(refusing)
    const office = switchedOn({ graceHours: 1 })
    await office.issue(1)
    later(office, 2)
    expect(status(office).state).toBe('overdue')
    configure(office, { on: false })
    expect(status(office).state).toBe('off')
    configure(office, { graceHours: 1 })
    expect(status(office)).toMatchObject({ state: 'good', waiting: expect.any(Number) as number, oldest: { hours: 0 } })
    expect(office.db.prepare("SELECT count(*) FROM ledger_entries WHERE kind = 'timestamp.configure'").pluck().get()).toBe(3)
  })

  test.each<[string, Behaviour, StampFault]>([
    ['an HTTP error', refusing, 'http'],
    ['a redirect elsewhere', (_, response) => { response.writeHead(302, { location: 'http://127.0.0.1:9/' }).end() }, 'http'],
    ['a portal’s page', (_, response) => { response.setHeader('content-type', 'text/html').end('<html>login</html>') }, 'content'],
    ['nonsense', (_, response) => { response.setHeader('content-type', 'application/timestamp-reply').end('nonsense') }, 'malformed'],
    ['a bomb of megabytes', (_, response) => { response.setHeader('content-type', 'application/timestamp-reply').end(Buffer.alloc(5_000_000)) }, 'too_large'],
    ['a connection cut in the middle', (_, response) => {
      response.writeHead(200, { 'content-type': 'application/timestamp-reply', 'content-length': '5000' }).write('half')
      setImmediate(() => response.destroy())
    }, 'unreached'],
    ['an answer to somebody else’s question', async (_, response) => { response.setHeader('content-type', 'application/timestamp-reply').end(await reply(folder, foreign)) }, 'imprint'],
    ['an answer to our own, of before', async (query, response) => {
      // The same imprint, another nonce: replayed.
      const old = Buffer.from(query)
      const nonce = old.indexOf(Buffer.from([0x02, 0x08]))
      old[nonce + 9] = old[nonce + 9]! ^ 1
      response.setHeader('content-type', 'application/timestamp-reply').end(await reply(folder, old))
    }, 'nonce'],
  ])('%s is named, kept from the permit, and the next authority in order is asked', async (_, behave, fault) => {
    const second = await startAuthority(folder)
    try {
      tsa.behave(behave)
      const office = switchedOn({ urls: [tsa.url, second.url] })
      await office.issue(1)
      const report = await run(office)
      expect(report).toMatchObject({ left: 0, tries: [{ url: tsa.url, fault }, { url: second.url, fault: null }] })
      expect(tsa.asked).toHaveLength(1)
      expect(status(office).authorities).toMatchObject([{ url: tsa.url, failures: 1, lastFault: fault }, { url: second.url, failures: 0, lastFault: null }])
    } finally {
      await second.close()
    }
  })

  test('nobody at the address, and one that lets wait', async () => {
    const office = switchedOn({ urls: ['http://127.0.0.1:9/tsa'] })
    await office.issue(1)
    expect(await run(office)).toMatchObject({ stamped: 0, tries: [{ fault: 'unreached' }] })
  })

  test('an authority that failed is not asked by itself before its time, and by a person at once', async () => {
    tsa.behave(refusing)
    const office = switchedOn()
    await office.issue(1)
    await run(office)
    tsa.behave(null)
    const [authority] = status(office).authorities
    expect(Date.parse(authority!.nextAt!)).toBeGreaterThan(office.clock.now().getTime())
    stampInBackground(office.as('clerk'))
    expect(tsa.asked).toHaveLength(1)
    expect(status(office)).toMatchObject({ running: false })
    expect(await run(office)).toMatchObject({ left: 0 })
  })
})

describe('security row 22: the clock against a signed time', () => {
  test('minutes are told, a day stops signing, and a clock put right is measured anew', async () => {
    const office = switchedOn()
    await office.issue(1)
    later(office, 0.2)
    await run(office)
    expect(status(office).clock).toMatchObject({ state: 'off' })
    expect(status(office).clock.skewSeconds).toBeGreaterThan(600)
    later(office, 26)
    const { results } = await timestampHandlers.test(office.as('it'), {})
    expect(results).toMatchObject([{ url: tsa.url, fault: null, facts: { authority: 'CN=Test TSA, O=Time Office, C=IR' } }])
    expect(status(office).clock.state).toBe('wrong')
    expect(await codeOf(() => office.sign([office.ready(2).id]))).toBe('CLOCK_WRONG')
    office.clock.set(new Date().toISOString())
    await timestampHandlers.test(office.as('it'), {})
    expect(status(office).clock.state).toBe('good')
    expect((await office.sign([office.ready(3).id]))[0]).toMatchObject({ outcome: 'signed' })
  })

  test('a clock put back makes no waiting signature younger than the newest signed time', async () => {
    const office = officeOfToday()
    later(office, -5.5)
    configure(office, { graceHours: 2 })
    await office.issue(1)
    await run(office)
    // Signed, by its own clock, five hours before the newest time an authority has vouched for.
    await office.issue(2)
    expect(status(office)).toMatchObject({ state: 'overdue', oldest: { hours: 5 } })
  })
})

describe('settings', () => {
  const refused = (over: object): unknown => {
    try {
      configure(officeOfToday(), over)
      return []
    } catch (error) {
      return error instanceof Fault ? error.fields : String(error)
    }
  }
  test.each([
    ['no address', { urls: [] }, 'urls', 'REQUIRED'], ['another scheme', { urls: ['ftp://tsa.example.ir'] }, 'urls.0', 'TSA_ADDRESS'],
    ['a password in the address', { urls: ['http://me:pw@tsa.example.ir'] }, 'urls.0', 'TSA_ADDRESS'], ['no CA', { caPem: '' }, 'caPem', 'REQUIRED'],
    ['nonsense for a CA', { caPem: 'nonsense' }, 'caPem', 'TSA_CA'],
  ])('%s is refused with its field', (_, over, field, reason) => { expect(refused(over)).toEqual([{ field, reason }]) })

  test('an address twice, and a certificate that is no authority’s', () => {
    expect(refused({ urls: [tsa.url, tsa.url] })).toEqual([{ field: 'urls.1', reason: 'TSA_TWICE' }])
    const leaf = makeAuthority()
    leaf.issue('leaf', { section: 'tsa_cert', by: 'middle', subject: '/CN=leaf' })
    expect(refused({ caPem: leaf.read('leaf.pem') })).toEqual([{ field: 'caPem', reason: 'TSA_CA' }])
  })

  test.each([['1.2', true], ['', true], ['1.3.6.1.4.1.99999.3.1', true], ['3.1', false], ['1.02', false], ['1..2', false], ['one', false]])('policy %s', (policy, fits) => {
    expect(timestamps.saveSettings.input.safeParse({ version: 0, on: false, urls: [], caPem: '', graceHours: 1, policy }).success).toBe(fits)
  })

  test('a decision over what another person has changed meanwhile is not taken', () => {
    const office = switchedOn()
    const { version } = now(timestampHandlers.settings(office.as('it'), {}))
    expect(() => now(timestampHandlers.saveSettings(office.as('it'), { version: version - 1, on: false, urls: [], policy: '', caPem: '', graceHours: 1 })))
      .toThrow(expect.objectContaining({ name: 'RowStale' }) as Error)
  })
})
