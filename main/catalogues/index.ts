export { catalogueHandlers } from './catalogue-handlers'
export { seedSampleCatalogues } from './seed-sample'
export { skillPolicy, type SkillPolicy } from './settings'
export { findAgency, findCounty, findField, findProvince } from '#db/catalogues/catalogue-repo'
