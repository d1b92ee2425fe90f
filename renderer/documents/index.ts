export { default as DocumentViewer } from './DocumentViewer.vue'
export { default as ScanChecklist } from './ScanChecklist.vue'
