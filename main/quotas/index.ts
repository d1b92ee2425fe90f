export { holdQuota, payQuota, releaseQuota, shrinkHold } from './hold-quota'
export { quotaHandlers } from './quota-handlers'
