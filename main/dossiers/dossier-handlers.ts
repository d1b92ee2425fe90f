import type { Handlers } from '#contract'
import type { Context } from '#main/app/ports'
import { announceVisit } from './announce-visit'
import { confirmAfterCheck } from './confirm-after-check'
import { correctEntry } from './correct-entry'
import { deadlines } from './deadlines'
import { dossierDetail } from './dossier-detail'
import { duplicates, resolveDuplicate } from './duplicates'
import { find, lookUpPerson } from './find-dossiers'
import { handOver } from './hand-over'
import { importFile } from './import/import-file'
import { linkCentralCode } from './link-central-code'
import { exportList } from './lists/export-list'
import { dropFilter, filters, saveFilter } from './lists/saved-filters'
import { maskedDetail, seesMasked } from './mask-person'
import { objectRefusal } from './object-refusal'
import { openCorrection } from './open-correction'
import { openRenewal } from './open-renewal'
import type { DossierPorts } from './ports'
import { printReceipt } from './receipt'
import { recordDeath } from './record-death'
import { finishEmpowerment, recordEmpowerment } from './record-empowerment'
import { recordOpinion } from './record-opinion'
import { resubmit } from './resubmit'
import { returnForCorrection } from './return-for-correction'
import { file, savePerson, savePlan } from './save-intake'
import { dropScratch, saveScratch, scratch, scratches } from './scratch-forms'
import { submitForSignature } from './submit-for-signature'
import { withdrawDossier } from './withdraw-dossier'

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
  linkCentralCode,
  correctEntry,
  duplicates,
  resolveDuplicate,
  saveScratch,
  scratch,
  scratches,
  dropScratch,
  returnForCorrection,
  resubmit: (context, input) => resubmit(context, ports, input),
  recordEmpowerment,
  finishEmpowerment,
  confirmAfterCheck: (context, input) => confirmAfterCheck(context, ports, input),
  object: objectRefusal,
  withdraw: withdrawDossier,
  recordDeath: (context, input) => recordDeath(context, ports, { ...input, source: 'document' }),
  announceVisit,
  openRenewal,
  openCorrection,
  filters,
  saveFilter,
  dropFilter,
  exportList,
  deadlines,
})
