import type { DelegationScope } from '#contract/verify/delegation'
import { fa } from '../locale/digits'
import { kindNames, words } from '../locale/delegations'

/** What a delegation covers, a line each, in the words of the catalogues. */
export const scopeLines = (scope: DelegationScope, countyOf: (code: string) => string, fieldOf: (code: string) => string): string[] => [
  scope.k.map((kind) => kindNames[kind]).join('، '),
  scope.cty ? scope.cty.map((code) => countyOf(code) || fa(code)).join('، ') : words.allCounties,
  scope.fld ? scope.fld.map((code) => fieldOf(code) || fa(code)).join('، ') : words.allFields,
  ...(scope.loan === false ? [words.loanOut] : []),
]
