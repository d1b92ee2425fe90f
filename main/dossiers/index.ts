export { applyRegistryOpinion } from './record-opinion'
export { clockOf } from './clock-of'
export { dossierDetail } from './dossier-detail'
export { dossierHandlers } from './dossier-handlers'
