import type { DelegationTexts } from '#contract/verify/delegation'
import { canonicalText } from '#main/ledger/index'
import type { TestKey } from '#main/signing/testing/key-pair'
import { rawToken } from '#main/signing/testing/raw-token'
import type { BadPermit } from './bad-permits'
import { delegationOf, endOf } from './delegation-of'
import { bytesWith, sampleConfirmation, samplePermit } from './sample-permit'

export type ActingCorpus = {
  /** Delegations of the trust file. */
  delegations: DelegationTexts[]
  good: { name: string; text: string }[]
  bad: BadPermit[]
}

/**
 * Permits that an acting director signed, and what must be refused of them, each for its own reason: every verifier of ours is
 * held to this list. `acting` has three delegations: whole November; ended on the 15th; county 0603 and field 1001 alone.
 */
export const actingCorpus = (director: TestKey, acting: TestKey, seal: TestKey, stranger: TestKey): ActingCorpus => {
  const whole = delegationOf(director, acting)
  const over = delegationOf(director, acting, { from: '2026-11-04', scope: { k: ['permit', 'revocation'] } })
  const narrow = delegationOf(director, acting, { from: '2026-11-05', scope: { cty: ['0601', '0603'], fld: ['1001'], k: ['permit'], loan: false, max: 20 } })
  const other = delegationOf(director, acting, { from: '2026-11-06', scope: { k: ['referral', 'revocation'] } })
  const elsewhere = delegationOf(director, acting, { iss: '0603' })
  const unknown = delegationOf(director, acting, { from: '2026-11-07' })
  const header = { alg: 'PS256', kid: acting.kid, typ: 'permit+jws' }
  const under = (del: string, change: Record<string, unknown> = {}): string => bytesWith(samplePermit, { post: 'acting', del, ...change })
  const by = (key: TestKey, payload: string, kid = key.kid): string => rawToken(key, { ...header, kid }, payload)
  const signed = (del: string, change: Record<string, unknown> = {}): string => by(acting, under(del, change))
  const bad = (reason: BadPermit['reason'], cases: Record<string, string>): BadPermit[] => Object.entries(cases).map(([name, text]) => ({ name, text, reason }))
  return {
    delegations: [whole, narrow, other, elsewhere].map(({ jws }) => ({ jws } as DelegationTexts)).concat({ jws: over.jws, end: endOf(director, over.digest, '2026-11-15T08:00:00Z') }),
    good: [
      { name: 'under a delegation of everything', text: signed(whole.digest) },
      { name: 'with a manifest', text: rawToken(acting, canonicalText({ ...header, bat: 'A'.repeat(43) }), under(whole.digest)) },
      { name: 'within county and field', text: signed(narrow.digest) },
      { name: 'before the delegation was ended', text: signed(over.digest, { on: '2026-11-15', at: '2026-11-15T07:59:59Z' }) },
      { name: 'on its first day', text: signed(whole.digest, { on: '2026-11-03', at: '2026-11-03T06:00:00Z' }) },
      { name: 'on its last day', text: signed(whole.digest, { on: '2026-11-30', at: '2026-11-30T06:00:00Z' }) },
    ],
    bad: [
      ...bad('delegation_unknown', {
        'a delegation that nobody here knows': signed(unknown.digest),
        'a delegation that is none': signed('A'.repeat(43)),
        'an acting director without any delegation': by(stranger, under(whole.digest)),
      }),
      ...bad('delegation_revoked', {
        'the second in which the delegation ended': signed(over.digest, { on: '2026-11-15', at: '2026-11-15T08:00:00Z' }),
        'a day after the delegation was ended': signed(over.digest, { on: '2026-11-16', at: '2026-11-16T06:00:00Z' }),
        'after its end and its last day': signed(over.digest, { on: '2026-12-01', at: '2026-12-01T06:00:00Z' }),
      }),
      ...bad('delegation_dates', {
        'the day before the delegation begins': signed(whole.digest, { on: '2026-11-02', at: '2026-11-02T08:00:00Z' }),
        'the day after its last day': signed(whole.digest, { on: '2026-12-01', at: '2026-12-01T06:00:00Z' }),
        'bytes older than the delegation': signed(whole.digest, { on: '2026-11-03', at: '2026-11-02T06:59:59Z' }),
      }),
      ...bad('delegation_scope', {
        'another county': signed(narrow.digest, { cty: '0602' }),
        'another field': signed(narrow.digest, { fld: '1002' }),
        'a delegation for other documents': signed(other.digest),
        'a delegation of another unit': signed(elsewhere.digest),
      }),
      ...bad('signature', {
        'the Director\'s signature under the acting one\'s name': by(director, under(whole.digest), acting.kid),
        'the acting one\'s signature under the Director\'s name': by(acting, under(whole.digest), director.kid),
      }),
      ...bad('payload', {
        'an acting director who calls herself Director': by(acting, bytesWith(samplePermit)),
        'an acting director without her delegation': by(acting, bytesWith(samplePermit, { post: 'acting' })),
        'a delegation that is no digest': signed('P-0600-1405-01-00042-7'),
        'a Director with a delegation': by(director, bytesWith(samplePermit, { del: whole.digest })),
        'a Director who calls herself acting': by(director, under(whole.digest)),
        'a confirmation by an acting director': by(acting, bytesWith(sampleConfirmation, { post: 'acting', del: whole.digest })),
        'the seal as acting director': by(seal, under(whole.digest)),
        'a permit by the seal\'s post': by(acting, under(whole.digest, { post: 'seal' })),
        'two posts': by(acting, under(whole.digest).replace('"post":"acting"', '"post":["acting","director"]')),
      }),
    ],
  }
}
