export { default as PaperPane } from './PaperPane.vue'
export { default as ScanChecklist } from './ScanChecklist.vue'
