export { confirmInstantly } from './confirm-instantly'
export { keysOfPem } from './keys-of-pem'
export { permitHandlers } from './permit-handlers'
export { permitTextOfFile, verifyPermitText } from './verify-permit'
