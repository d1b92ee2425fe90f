export { evaluate } from './evaluate'
export type { Facts } from './facts'
export { referralHandlers } from './referral-handlers'
export { rules, type Rule } from './rules/index'
