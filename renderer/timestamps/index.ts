export { default as PermitTime } from './PermitTime.vue'
export { default as TimestampNotice } from './TimestampNotice.vue'
