export { checkHandlers } from './check-handlers'
