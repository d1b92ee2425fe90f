export { default as DossierActions } from './DossierActions.vue'
