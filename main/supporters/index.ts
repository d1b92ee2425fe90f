export { carryCovered, releaseCoveredOf } from './end-support'
export { noteSeen, takenOnBy } from './note-seen'
export { supporterHandlers } from './supporter-handlers'
