import type { Facts } from '../facts'
import { dayText } from '../wording'
import type { Rule } from './rule'

const evidenced = ({ skillEvidence }: Facts): boolean => skillEvidence !== null && skillEvidence !== 'pending'

/** REF-11: skill paper, or the six months' grace still runs; its last day counts (S1-B7). */
export const skillRule: Rule = {
  gate: 'REF-11',
  clauses: ['S1-B7'],
  lacks: (facts, on) => {
    const { skillDue } = facts.permit
    if (evidenced(facts)) return []
    if (!skillDue) return ['مدرک مهارت ثبت نیست.']
    return on <= skillDue ? [] : [`مهلت مدرک مهارت ${dayText(skillDue)} گذشته است.`]
  },
  passed: (facts) => evidenced(facts) || !facts.permit.skillDue
    ? 'مدرک مهارت ثبت است.'
    : `مدرک مهارت در راه است؛ تا ${dayText(facts.permit.skillDue)} مهلت هست.`,
  failed: (_facts, lacks) => lacks.join(' '),
}
