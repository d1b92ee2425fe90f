export { default as MessageThread } from './MessageThread.vue'
