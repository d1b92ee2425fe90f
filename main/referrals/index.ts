export { withdrawReferralsOf } from './end-referral'
export { referralDailySteps } from './lapse-referral'
export { referralHandlers } from './referral-handlers'
