import { describe, expect, test } from 'vitest'
import { verdictReasons, type PermitPayload, type Verdict } from '#contract/permits'
import { tidied, viewOf } from './verdict-view'

const payload: PermitPayload = {
  v: 1, k: 'permit', no: 'P-0600-1405-01-00042-7', iss: '0600', on: '2026-11-21', at: '2026-11-21T06:12:09Z', post: 'director', name: 'زهرا نمونه‌پور',
  id4: '0013', act: 'independent', fld: '1001', fn: 'خیاطی', cty: '0603', cond: 1, face: 'x', st: '0600-1:1',
}
const good = (more: Partial<PermitPayload> = {}, test = false): Verdict => ({ outcome: 'valid', payload: { ...payload, ...more }, kid: 'k', test, digest: 'd' })

describe('the verdict as a person reads it', () => {
  test('valid and in the register is valid; with the skill still due it is conditional', () => {
    expect(viewOf({ verdict: good(), registered: true }).kind).toBe('valid')
    expect(viewOf({ verdict: good({ skl: '2027-05-20' }), registered: true }).kind).toBe('conditional')
  })
  test('a test permit is never called valid, registered or not', () => {
    for (const registered of [true, false]) expect(viewOf({ verdict: good({ test: true }, true), registered }).kind).toBe('test')
  })
  test('a good signature outside the register asks for a question first', () => {
    const view = viewOf({ verdict: good(), registered: false })
    expect(view.kind).toBe('elsewhere')
    expect(view.checks.at(-1)).toEqual({ id: 'register', state: 'missing' })
  })
  test.each(verdictReasons)('%s: one check is bad, none after it is claimed, and nothing of the content is shown', (reason) => {
    const view = viewOf({ verdict: { outcome: 'invalid', reason }, registered: false })
    const states = view.checks.map((check) => check.state)
    expect(states.filter((state) => state === 'bad')).toHaveLength(1)
    expect(states.slice(states.indexOf('bad') + 1).every((state) => state === 'open')).toBe(true)
    expect(view.payload).toBeNull()
    expect(view.reason).toBe(reason)
  })
  test('a line break at the end of a file or a byte order mark is not part of the permit', () => {
    expect(tidied('\uFEFFa.b.c\r\n')).toBe('a.b.c')
  })
})
