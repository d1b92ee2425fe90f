/* The loopback shell takes exactly one form of each request (security rows 11, 18, 19): whatever else comes gets no data. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import fc from 'fast-check'
import { createTickets } from './http/tickets'
import type { Loopback } from './loopback'
import { ask, enter } from './testing/ask'
import { servePage } from './testing/served-page'

let served: Loopback
let token: string
beforeAll(async () => {
  served = await servePage()
  token = await enter(served.url)
})
afterAll(() => served.close())

type Part = { value: string | null; right: boolean }
const right = (value: string | null): Part => ({ value, right: true })
const wrong = (value: string | null): Part => ({ value, right: false })
/** HOST, PORT and TOKEN stand for the served ones, known only when the test runs. */
const filled = (text: string): string => text.replaceAll('HOST', new URL(served.origin).host).replaceAll('PORT', new URL(served.origin).port).replaceAll('TOKEN', token)

const text = fc.string({ unit: fc.constantFrom(...'abcXYZ019._-:/@[]*'), minLength: 1, maxLength: 24 })
/** Mostly right: a request with one fault is the one that could slip through. */
const part = (good: readonly (string | null)[], bad: readonly (string | null)[], free: fc.Arbitrary<string | null> = text): fc.Arbitrary<Part> => fc.oneof(
  { weight: 12, arbitrary: fc.constantFrom(...good).map(right) },
  { weight: 2, arbitrary: fc.constantFrom(...bad).map(wrong) },
  { weight: 1, arbitrary: free.map((one) => (good.includes(one) ? right(one) : wrong(one))) },
)

const wanted = fc.record({
  host: part(['HOST'], ['localhost:PORT', '127.0.0.1', '127.0.0.1:1', '127.1:PORT', '2130706433:PORT', '[::1]:PORT', '[::ffff:127.0.0.1]:PORT', 'x@HOST', 'HOST.', 'HOST.evil.example', 'evil.example:PORT', 'HOST,HOST', 'HOST0', '']),
  origin: part([null, 'http://HOST'], ['null', 'https://HOST', 'http://localhost:PORT', 'http://127.0.0.1', 'http://HOST/', 'http://HOST.evil.example', 'HTTP://HOST', 'http://HOST http://HOST', 'file://', 'app://bundle', '']),
  site: part([null, 'same-origin'], ['same-site', 'cross-site', 'none', 'Same-Origin', '']),
  authorization: part(['Bearer TOKEN'], [null, '', 'TOKEN', 'bearer TOKEN', 'Bearer  TOKEN', 'Bearer TOKENx', 'Bearer xTOKEN', 'Bearer TOKEN,Bearer TOKEN', 'Basic TOKEN', 'Bearer TOKEN TOKEN', `Bearer ${'A'.repeat(43)}`]),
  type: part(['application/json', 'application/json; charset=utf-8', 'Application/JSON'], [null, '', 'text/plain', 'text/json', 'application/jsonp', 'application/json+x', 'application/json, text/plain', 'application/json;text/plain', 'multipart/form-data; boundary=json', 'application/x-www-form-urlencoded']),
  path: part(['/call'], ['/', '/Call', '/call/', '//call', '/./call', '/x/../call', '/c%61ll', '/call%20', '/call%00', '/call;a', '/call?a=1', '/call#a', '/callx', '/events', '/session', 'http://HOST/call', '*'], text.map((one) => `/${one}`)),
  method: part(['POST'], ['GET', 'HEAD', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE', 'PROPFIND'], fc.constantFrom('SEARCH', 'LINK', 'M-SEARCH')),
})

test('security 19: a call is answered when Host, Origin, token, content type, path and method are exactly ours, and never else', async () => {
  const seen = { answered: 0, refused: 0 }
  await fc.assert(fc.asyncProperty(wanted, async ({ method, path, host, origin, site, authorization, type }) => {
    const headers = Object.entries({ host, origin, 'sec-fetch-site': site, authorization, 'content-type': type })
      .flatMap(([name, { value }]) => (value === null ? [] : [[name, filled(value)] as const]))
    const ours = [method, path, host, origin, site, authorization, type].every((one) => one.right)
    const body = method.value === 'GET' || method.value === 'HEAD' ? undefined : '{"name":"office.status","input":{}}'
    // Each on a socket of its own, its body told by length: what one leaves unread is not the next one's.
    const framed = { ...Object.fromEntries(headers), connection: 'close', ...(body ? { 'content-length': String(body.length) } : {}) }
    const answer = await ask(served.origin, filled(path.value ?? ''), { method: method.value ?? '', headers: framed, body })
    if (ours) expect(answer).toMatchObject({ status: 200, body: { ok: true, value: { state: 'absent', host: 'loopback' } } })
    else expect({ data: answer.text.includes('"ok":true') || answer.text.includes('"token"') }).toEqual({ data: false })
    expect(Object.keys(answer.headers).filter((name) => /^(access-control|set-cookie)/.test(name))).toEqual([])
    seen[ours ? 'answered' : 'refused'] += 1
  }), { numRuns: 400 })
  // Both sides were really tried.
  expect(Math.min(seen.answered, seen.refused)).toBeGreaterThan(40)
})

test('security 19: an empty Host is none of ours', async () => {
  const headers = { host: '', authorization: `Bearer ${token}`, 'content-type': 'application/json' }
  const { status, text: said } = await ask(served.origin, '/call', { method: 'POST', headers, body: '{"name":"office.status","input":{}}' })
  expect([status >= 400, said.includes('"ok":true')]).toEqual([true, false])
})

test('security 18: whatever path is asked for, a file of the page comes or nothing', async () => {
  const piece = fc.constantFrom('..', '.', '', '%2e%2e', '..%2f', '..%5c', '\\..', '%252e%252e', 'assets', 'index.js', 'index.html', 'secret.js', 'SECRET.JS', '%00', 'etc', 'passwd', 'page', '?', '#', '~')
  await fc.assert(fc.asyncProperty(fc.array(piece, { maxLength: 7 }), async (pieces) => {
    const { status, text: body } = await ask(served.origin, `/${pieces.join('/')}`)
    expect(body).not.toContain('SECRET')
    expect(status === 200 ? ['<!doctype html><title>Mohr</title>', 'void 0'].includes(body) : [400, 404].includes(status)).toBe(true)
  }), { numRuns: 200 })
})

test('a ticket lets in once, within two minutes, and only while it is among the last eight', () => {
  type Step = { act: 'issue' } | { act: 'redeem'; which: number } | { act: 'invent'; text: string } | { act: 'wait'; seconds: number }
  const step: fc.Arbitrary<Step> = fc.oneof(
    fc.constant({ act: 'issue' as const }), fc.record({ act: fc.constant('redeem' as const), which: fc.nat(30) }),
    fc.record({ act: fc.constant('invent' as const), text: fc.string() }), fc.record({ act: fc.constant('wait' as const), seconds: fc.nat(90) }),
  )
  fc.assert(fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
    let now = 0
    const tickets = createTickets(() => now)
    const issued: { ticket: string; end: number }[] = []
    let live: string[] = []
    for (const one of steps) {
      if (one.act === 'wait') now += one.seconds * 1000
      else if (one.act === 'invent') expect(tickets.redeem(one.text)).toBe(false)
      else if (one.act === 'issue') {
        const ticket = tickets.issue()
        issued.push({ ticket, end: now + 120_000 })
        live = [...live, ticket].slice(-8)
      } else {
        const chosen = issued[one.which % Math.max(1, issued.length)]
        if (!chosen) continue
        expect(tickets.redeem(chosen.ticket)).toBe(live.includes(chosen.ticket) && now <= chosen.end)
        live = live.filter((ticket) => ticket !== chosen.ticket)
      }
    }
    expect(new Set(issued.map(({ ticket }) => ticket)).size).toBe(issued.length)
  }))
})
