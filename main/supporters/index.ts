export { releaseCoveredOf } from './end-support'
export { supporterHandlers } from './supporter-handlers'
