export { withdrawReferralsOf } from './end-referral'
export { referralDailySteps } from './lapse-referral'
export { verifyReferralText } from './verify-referral'
export { referralHandlers } from './referral-handlers'
