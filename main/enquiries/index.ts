export { enquiryHandlers } from './enquiry-handlers'
