import { ceilingRule } from './ceiling'
import { employmentRule } from './employment'
import { formRule } from './form'
import { permitRule } from './permit'
import { quotaRule } from './quota'
import { readinessRule } from './readiness'
import { registrationRule } from './registration'
import { repeatRule } from './repeat'
import type { Rule } from './rule'
import { skillRule } from './skill'
import { acceptanceRule, supporterChecksRule } from './supporter'
import { visitRule } from './visit'
import { wishRule } from './wish'

/** Every gate, REF-00 to REF-12, in the order in which `out` of a signed referral lists them. */
export const rules: readonly Rule[] = [
  formRule, permitRule, wishRule, visitRule, registrationRule, ceilingRule, readinessRule, employmentRule, repeatRule,
  supporterChecksRule, acceptanceRule, skillRule, quotaRule,
]
