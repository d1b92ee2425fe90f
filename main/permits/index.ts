export { confirmInstantly } from './confirm-instantly'
export { keysOfPem } from './keys-of-pem'
export { permitHandlers } from './permit-handlers'
export { faceDigest, faceFits, permitTextOfFile, verifyPermitText, type Face } from './verify-permit'
