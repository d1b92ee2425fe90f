export { stampForSync, stampInBackground } from './background'
export { timestampHandlers } from './timestamp-handlers'
export { refuseUnstamped } from './unstamped'
export { verifyResponse } from './verify-response'
