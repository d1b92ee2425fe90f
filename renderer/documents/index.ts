export { default as ScanChecklist } from './ScanChecklist.vue'
