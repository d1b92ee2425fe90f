export { networkHandlers } from './network-handlers'
export { connectionFailure, openClient, wayOf, type Way } from './open-client'
