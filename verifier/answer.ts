import type { PermitPayload, VerdictReason } from '#contract/permits'
import type { ReferralPayload } from '#contract/referrals'
import type { Acting } from '#contract/verify/delegation'
import { words as absenceWords } from '#locale/absences'
import { dayLong, momentFull } from '#locale/dates'
import { proofWords, refusalWords, unknownWords } from '#locale/standing'
import { fa, rial } from '#locale/digits'
import { manifestWords } from '#locale/batches'
import { activityNames, answerWords, words, type AnswerKind } from '#locale/bank-page'
import type { Checked } from './check-permit'
import type { Shape } from './shapes'

export type Tone = 'ok' | 'warn' | 'danger'
export type Answer = {
  kind: AnswerKind
  tone: Tone
  shape: Shape
  word: string
  say: string
  act: string
  /** Machine word of a refusal, small on the page: for who rings the office. */
  reason: string
  test: boolean
  facts: readonly { term: string; text: string; code?: boolean }[]
}

const looks: Record<AnswerKind, { tone: Tone; shape: Shape }> = {
  valid: { tone: 'ok', shape: 'star' }, revoked: { tone: 'danger', shape: 'barred' }, suspended: { tone: 'danger', shape: 'barred' },
  superseded: { tone: 'danger', shape: 'barred' }, expired: { tone: 'danger', shape: 'barred' }, unknown: { tone: 'warn', shape: 'clock' },
  stranger: { tone: 'danger', shape: 'question' }, forged: { tone: 'danger', shape: 'octagon' }, unentitled: { tone: 'danger', shape: 'octagon' }, unreadable: { tone: 'danger', shape: 'octagon' },
  unlisted: { tone: 'danger', shape: 'octagon' }, unread: { tone: 'warn', shape: 'question' },
  absent: { tone: 'danger', shape: 'barred' }, test: { tone: 'warn', shape: 'test' }, referral: { tone: 'ok', shape: 'star' },
}

const countyText = (code: string): string => `${fa(code)}`

const factsOf = (p: PermitPayload, kid: string, acting: Acting | undefined): Answer['facts'] => [
  { term: words.holder, text: p.name }, { term: words.id4, text: fa(p.id4) },
  { term: words.field, text: p.fn }, { term: words.activity, text: activityNames[p.act as keyof typeof activityNames] },
  { term: words.county, text: countyText(p.cty) }, { term: words.no, text: p.no, code: true },
  { term: words.issued, text: dayLong(p.on) }, { term: words.till, text: p.till ? dayLong(p.till) : words.noEnd },
  ...(p.skl ? [{ term: words.skill, text: dayLong(p.skl) }] : []),
  ...(p.loan ? [{ term: words.loanFrom, text: dayLong(p.loan) }] : []),
  ...signerFacts(p.post, kid, acting),
]

const signerFacts = (post: PermitPayload['post'], kid: string, acting: Acting | undefined): Answer['facts'] => [
  { term: words.signer, text: words[post] },
  ...(acting ? [{ term: words.delegate, text: words.delegateText(acting.name, acting.post) }, { term: words.delegation, text: words.delegationText(dayLong(acting.from), dayLong(acting.until)) }] : []),
  { term: words.key, text: kid, code: true },
]

const besideFacts = ({ manifest, place }: Extract<Checked, { outcome: 'valid' }>): Answer['facts'] => [
  ...(manifest ? [{ term: manifestWords.title, text: manifestWords.answers[manifest.outcome](manifest.no, momentFull(manifest.at)) }] : []),
  ...(place ? [{ term: proofWords.title, text: 'fault' in place ? placeFaults[place.fault] : `${proofWords.proven(place.index + 1, place.size)}${place.before ? ` ${words.placeBefore}` : ''}` }] : []),
]
const placeFaults = { ...proofWords.faults, browser: words.placeBrowser, no_key: words.placeNoKey }

const referralFacts = (p: ReferralPayload, kid: string, acting: Acting | undefined): Answer['facts'] => [
  { term: words.holder, text: p.name }, { term: words.id4, text: fa(p.id4) }, { term: words.amount, text: rial(p.amt) },
  { term: words.bank, text: `${fa(p.bank)}${p.br ? words.branch(fa(p.br)) : ''}` }, { term: words.county, text: countyText(p.cty) },
  { term: words.referralNo, text: p.no, code: true }, { term: words.issued, text: dayLong(p.on) },
  ...signerFacts(p.post, kid, acting),
]

const answer = (kind: AnswerKind, more: Partial<Answer> = {}): Answer =>
  ({ kind, ...looks[kind], ...answerWords[kind], reason: '', test: false, facts: [], ...more })

/** A picture or file that gave no text: of the permit nothing is said. */
export const unread = (reason: keyof typeof words.unread): Answer => answer('unread', { say: words.unread[reason], reason })

const absenceOf = ({ payload: { no, at, cp }, kid, test }: Extract<Checked, { outcome: 'absence' }>): Answer =>
  answer('absent', { test, facts: [
    { term: words.no, text: no, code: true }, { term: absenceWords.at, text: momentFull(at) }, { term: absenceWords.sealed, text: absenceWords.sealedText(cp.size) },
    { term: absenceWords.root, text: cp.root, code: true }, { term: words.signer, text: words.seal }, { term: words.key, text: kid, code: true },
  ] })

const isOfDelegation = (reason: VerdictReason): boolean => ['delegation_revoked', 'delegation_dates', 'delegation_scope'].includes(reason)

/** The verdict in big words; `trusted` is false when no trust file was given yet. */
export const answerOf = (checked: Checked, trusted: boolean): Answer => {
  if (checked.outcome === 'invalid') {
    const { reason } = checked
    const stranger = { reason, ...(trusted ? {} : { say: words.noTrustSay, act: words.noTrustAct }) }
    if (reason === 'signer_unknown') return answer('stranger', stranger)
    if (reason === 'delegation_unknown') return answer('stranger', { say: words.noDelegationSay, act: words.noDelegationAct, ...stranger })
    if (isOfDelegation(reason)) return answer('unentitled', { say: `${refusalWords[reason]}.`, reason })
    return answer(['form', 'too_large', 'header', 'algorithm', 'type'].includes(reason) ? 'unreadable' : 'forged', { say: `${refusalWords[reason]}.`, reason })
  }
  if (checked.outcome === 'absence') return absenceOf(checked)
  if (checked.outcome === 'referral') {
    const { payload, kid, test, lost, acting } = checked
    const facts = referralFacts(payload, kid, acting)
    if (test) return answer('test', { test, facts })
    return lost ? answer('unknown', { facts, say: words.lostReferral, act: words.askOffice }) : answer('referral', { facts })
  }
  const { payload, kid, test, standing } = checked
  const facts = [...factsOf(payload, kid, checked.acting), ...besideFacts(checked)]
  if (checked.manifest?.outcome === 'not_listed') return answer('unlisted', { test, facts })
  const asOf = standing.asOf ? words.asOf(momentFull(standing.asOf)) : ''
  const said = { unknown: `${unknownWords(standing)}.`, expired: payload.till ? words.expiredOn(dayLong(payload.till)) : '' }
  const own = standing.state === 'unknown' || standing.state === 'expired' ? said[standing.state] : `${answerWords[standing.state].say} ${asOf}`
  if (test) return answer('test', { test, facts, say: `${answerWords.test.say} ${own}` })
  return answer(standing.state, { facts, say: own })
}
