import type { Handlers } from '#contract'
import type { Context } from '#main/app/ports'
import { correctEntry } from './correct-entry'
import { dossierDetail } from './dossier-detail'
import { duplicates, resolveDuplicate } from './duplicates'
import { find, lookUpPerson } from './find-dossiers'
import { handOver } from './hand-over'
import { importFile } from './import/import-file'
import { linkCentralCode } from './link-central-code'
import { exportList } from './lists/export-list'
import { dropFilter, filters, saveFilter } from './lists/saved-filters'
import { maskedDetail, seesMasked } from './mask-person'
import { notYet } from './not-yet'
import type { DossierPorts } from './ports'
import { printReceipt } from './receipt'
import { recordOpinion } from './record-opinion'
import { file, savePerson, savePlan } from './save-intake'
import { dropScratch, saveScratch, scratch, scratches } from './scratch-forms'
import { submitForSignature } from './submit-for-signature'

export const dossierHandlers = (ports: DossierPorts): Handlers<'dossiers', Context> => ({
  savePerson,
  savePlan,
  file: (context, input) => file(context, ports, input),
  find,
  read: (context, { id }) => {
    const detail = dossierDetail(context, id)
    return seesMasked(context.actor.role) ? maskedDetail(detail) : detail
  },
  lookUpPerson,
  printReceipt,
  importFile: (context, input) => importFile(context, ports, input),
  recordOpinion,
  submitForSignature,
  handOver,
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
  linkCentralCode,
  correctEntry,
  duplicates,
  resolveDuplicate,
  saveScratch,
  scratch,
  scratches,
  dropScratch,
  deadlines: notYet,
  filters,
  saveFilter,
  dropFilter,
  exportList,
})
