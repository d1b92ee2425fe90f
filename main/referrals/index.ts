export { withdrawReferralsOf } from './end-referral'
export { referralHandlers } from './referral-handlers'
