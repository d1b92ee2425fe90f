export { cancelMessagesOf } from './cancel-message'
export { messageHandlers } from './message-handlers'
export { messagesOf } from './message-view'
export { tellApplicant, type Recipient } from './tell-applicant'
