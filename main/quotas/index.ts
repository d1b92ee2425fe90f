export { holdQuota, releaseQuota } from './hold-quota'
export { quotaHandlers } from './quota-handlers'
