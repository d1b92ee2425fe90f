import type { Rule } from './rule'

/** REF-06: no loan for who is not ready for the labour market; unassessed is not ready (S1-A8). */
export const readinessRule: Rule = {
  gate: 'REF-06',
  clauses: ['S1-A8'],
  lacks: ({ readiness }) => {
    if (readiness === 'ready') return []
    return [readiness === 'not_ready' ? 'متقاضی آمادگی لازم را ندارد.' : 'آمادگی متقاضی ارزیابی نشده است.']
  },
  passed: () => 'آمادگی ورود به بازار کار تأیید شده است.',
  failed: (_facts, lacks) => lacks.join(' '),
}
