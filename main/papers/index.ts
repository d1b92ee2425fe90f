export { paperHandlers } from './paper-handlers'
