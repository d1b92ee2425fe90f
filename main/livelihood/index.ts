export { applyAidCase } from './apply-aid-case'
export { livelihoodHandlers } from './livelihood-handlers'
