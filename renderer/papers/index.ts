export { default as PermitPaper } from './PermitPaper.vue'
export { default as PrintDialog } from './PrintDialog.vue'
export { fitSheets } from './fit-sheets'
