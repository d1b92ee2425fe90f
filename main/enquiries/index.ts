export { contactsOf } from './contacts'
export { enquiryHandlers } from './enquiry-handlers'
