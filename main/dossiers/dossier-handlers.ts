import type { Handlers } from '#contract'
import type { Context } from '#main/app/ports'
import { dossierDetail } from './dossier-detail'
import { find, lookUpPerson } from './find-dossiers'
import { importFile } from './import/import-file'
import { exportList } from './lists/export-list'
import { dropFilter, filters, saveFilter } from './lists/saved-filters'
import { notYet } from './not-yet'
import type { DossierPorts } from './ports'
import { printReceipt } from './receipt'
import { recordOpinion } from './record-opinion'
import { file, savePerson, savePlan } from './save-intake'
import { submitForSignature } from './submit-for-signature'

export const dossierHandlers = (ports: DossierPorts): Handlers<'dossiers', Context> => ({
  savePerson,
  savePlan,
  file: (context, input) => file(context, ports, input),
  find,
  read: (context, { id }) => dossierDetail(context, id),
  lookUpPerson,
  printReceipt,
  importFile: (context, input) => importFile(context, ports, input),
  recordOpinion,
  submitForSignature,
  handOver: notYet,
  returnForCorrection: notYet,
  resubmit: notYet,
  recordEmpowerment: notYet,
  finishEmpowerment: notYet,
  object: notYet,
  withdraw: notYet,
  recordDeath: notYet,
  announceVisit: notYet,
  openRenewal: notYet,
  openCorrection: notYet,
  linkCentralCode: notYet,
  correctEntry: notYet,
  duplicates: notYet,
  resolveDuplicate: notYet,
  saveScratch: notYet,
  scratch: notYet,
  scratches: notYet,
  dropScratch: notYet,
  deadlines: notYet,
  filters,
  saveFilter,
  dropFilter,
  exportList,
})
