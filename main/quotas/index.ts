export { holdQuota, payQuota, releaseQuota, shrinkHold } from './hold-quota'
export { applyProgrammeYears } from './import-years'
export { quotaHandlers } from './quota-handlers'
