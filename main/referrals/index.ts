export { referralHandlers } from './referral-handlers'
