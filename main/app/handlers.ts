import type { Handlers, SliceName } from '#contract'
import { catalogueHandlers } from '#main/catalogues/index'
import { checkHandlers } from '#main/checks/index'
import { checkpointHandlers, sealForSync } from '#main/checkpoints/index'
import { documentHandlers } from '#main/documents/index'
import { dossierHandlers } from '#main/dossiers/index'
import { enquiryHandlers } from '#main/enquiries/index'
import { incentiveHandlers } from '#main/incentives/index'
import { inspectionHandlers } from '#main/inspections/index'
import { ledgerHandlers } from '#main/ledger/index'
import { messageHandlers } from '#main/messages/index'
import { livelihoodHandlers } from '#main/livelihood/index'
import { networkHandlers } from '#main/network/index'
import { permitHandlers, publishEnds } from '#main/permits/index'
import { paperHandlers } from '#main/papers/index'
import { quotaHandlers } from '#main/quotas/index'
import { referralHandlers } from '#main/referrals/index'
import { registryHandlers } from '#main/registry/index'
import { reportHandlers } from '#main/reports/index'
import { endDelegation, signingHandlers } from '#main/signing/index'
import { supporterHandlers } from '#main/supporters/index'
import { timestampHandlers } from '#main/timestamps/index'
import { updateHandlers } from '#main/updates/index'
import { appliers } from './appliers'
import { dossierPorts } from './dossier-ports'
import type { Context } from './ports'

/** Slices that work inside an open office; `office`, `staff` and `backups` stand at the gate (gate.ts). */
export type InnerSlice = Exclude<SliceName, 'office' | 'staff' | 'backups'>

/** Every slice's handlers, wired to one another. A slice that is declared but not wired does not compile. */
export const innerHandlers: { readonly [S in InnerSlice]: Handlers<S, Context> } = {
  catalogues: catalogueHandlers,
  dossiers: dossierHandlers(dossierPorts),
  documents: documentHandlers,
  permits: permitHandlers,
  // A delegation ends for those outside too, in the same transaction: the newest status lists say so.
  signing: { ...signingHandlers, endDelegation: (context, input) => endDelegation(context, input, publishEnds) },
  inspections: inspectionHandlers,
  quotas: quotaHandlers,
  referrals: referralHandlers,
  registry: registryHandlers({ appliers, beforePush: sealForSync }),
  ledger: ledgerHandlers,
  checkpoints: checkpointHandlers,
  reports: reportHandlers,
  enquiries: enquiryHandlers,
  messages: messageHandlers,
  livelihood: livelihoodHandlers,
  supporters: supporterHandlers,
  timestamps: timestampHandlers,
  incentives: incentiveHandlers,
  papers: paperHandlers,
  network: networkHandlers,
  checks: checkHandlers,
  updates: updateHandlers,
}
