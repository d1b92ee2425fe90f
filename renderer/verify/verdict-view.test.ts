import { describe, expect, test } from 'vitest'
import { permitStatuses } from '#contract/permit-life'
import { verdictReasons, type PermitPayload, type PermitStatus, type Standing, type Verdict } from '#contract/permits'
import { tidied, viewOf } from './verdict-view'

const payload: PermitPayload = {
  v: 1, k: 'permit', no: 'P-0600-1405-01-00042-7', iss: '0600', on: '2026-11-21', at: '2026-11-21T06:12:09Z', post: 'director', name: 'زهرا نمونه‌پور',
  id4: '0013', act: 'independent', fld: '1001', fn: 'خیاطی', cty: '0603', cond: 1, face: 'x', st: '0600-1:1',
}
const good = (more: Partial<PermitPayload> = {}, test = false): Verdict => ({ outcome: 'valid', payload: { ...payload, ...more }, kid: 'k', test, digest: 'd' })

const standing = (status: PermitStatus): Standing => ({ status, since: '2026-12-01', successorNo: null, till: null, skillDue: null })

describe('the verdict as a person reads it', () => {
  test('valid and in the register is valid; with the skill still due it is conditional', () => {
    expect(viewOf({ verdict: good(), standing: standing('valid'), trust: null }).kind).toBe('valid')
    expect(viewOf({ verdict: good({ skl: '2027-05-20' }), standing: standing('conditional'), trust: null }).kind).toBe('conditional')
    expect(viewOf({ verdict: good({ skl: '2027-05-20' }), standing: standing('valid'), trust: null }).kind, 'the paper has come').toBe('valid')
  })
  test('signing goal 1: what the manifest says is handed on with a good signature, and never with a bad one', () => {
    const manifest = { outcome: 'listed' as const, no: 'B-0600-1405-01-00001-3', at: '2026-11-21T06:12:50Z' }
    expect(viewOf({ verdict: good(), standing: null, trust: null, manifest }).manifest).toEqual(manifest)
    expect(viewOf({ verdict: good(), standing: null, trust: null }).manifest).toBeNull()
    expect(viewOf({ verdict: { outcome: 'invalid', reason: 'signature' }, standing: null, trust: null, manifest }).manifest).toBeNull()
  })
  test('a test permit is never called valid, registered or not', () => {
    for (const known of [standing('valid'), standing('revoked'), null]) expect(viewOf({ verdict: good({ test: true }, true), standing: known, trust: null }).kind).toBe('test')
  })
  test.each(permitStatuses.filter((status) => status !== 'valid' && status !== 'conditional'))('S0-07: a good signature over a permit that is %s is not called valid', (status) => {
    const view = viewOf({ verdict: good(), standing: standing(status), trust: null })
    expect(view.kind).toBe('ended')
    expect(view.checks.at(-1)).toEqual({ id: 'register', state: 'bad' })
    expect(view.checks.slice(0, 3).every(({ state }) => state === 'ok'), 'the signature is still good').toBe(true)
  })
  test('a good signature outside the register asks for a question first', () => {
    const view = viewOf({ verdict: good(), standing: null, trust: null })
    expect(view.kind).toBe('elsewhere')
    expect(view.checks.at(-1)).toEqual({ id: 'register', state: 'missing' })
  })
  test.each(verdictReasons)('%s: one check is bad, none after it is claimed, and nothing of the content is shown', (reason) => {
    const view = viewOf({ verdict: { outcome: 'invalid', reason }, standing: null, trust: null })
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
