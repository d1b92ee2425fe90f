import { aidCase } from '#contract/wire/aid-case'
import { agencyOpinion, permitRevocation, programmeYearsBody, referenceTableBody } from '#contract/wire/changes'
import { onlineDossier } from '#contract/wire/online-dossier'
import { isOwnNumber } from '#contract/values/tracking-code'
import { applyReferenceTable } from '#main/catalogues/index'
import { applyRegistryOpinion, receiveOnline } from '#main/dossiers/index'
import { applyMessageResult } from '#main/messages/index'
import { applyAidCase } from '#main/livelihood/index'
import { applyCentralOrder } from '#main/permits/index'
import { applyProgrammeYears } from '#main/quotas/index'
import type { Applier } from '#main/registry/index'
import type { Reader } from '#db/handle'
import { readMachine } from '#db/office/machine-repo'
import { dossierPorts } from './dossier-ports'
import { Fault } from './fault'

/** A code of ours under another machine's slot: the change is that machine's, which hears it too. */
const isOfAnotherMachine = (db: Reader, code: string): boolean =>
  isOwnNumber(code) && Number(code.split('-')[3]) !== readMachine(db).slot

/** The agency's decision as the national portal relays it (S0-05, S0-06). One that fits no dossier here is kept, not lost. */
const applyOpinion: Applier = (context, change) => {
  const body = agencyOpinion.safeParse(change.body)
  if (!body.success) throw new Fault('CHANGE_MALFORMED')
  const applied = applyRegistryOpinion(context, body.data)
  if (applied.outcome === 'unmatched' && isOfAnotherMachine(context.db, body.data.tracking_code)) return
  if (applied.outcome === 'unmatched') throw new Fault('DOSSIER_UNKNOWN')
  if (applied.outcome === 'refused') throw new Fault(applied.code)
}

/** What became of a message, as the operator told the registry (M03). */
const applyResult: Applier = (context, change) => { applyMessageResult(context, change.body) }

/** T31: a request that was filed in the centre's own registration (S0-15), for the office's first machine. One that is refused is kept with its reason. */
const applyOnline: Applier = (context, change) => {
  if (readMachine(context.db).joinedAt !== null) return
  const body = onlineDossier.safeParse(change.body)
  if (!body.success) throw new Fault('CHANGE_MALFORMED')
  receiveOnline(context, dossierPorts, body.data)
}

/** A result of livelihood aid from the centre (S2-02, S2-04): the only way one comes in (S2-08). */
const applyAid: Applier = (context, change) => {
  const body = aidCase.safeParse(change.body)
  if (!body.success) throw new Fault('CHANGE_MALFORMED')
  applyAidCase(context, change, body.data)
}

/** A reference table as the centre keeps it replaces ours whole, or is kept until it can. */
const applyReference: Applier = (context, change) => {
  const body = referenceTableBody.safeParse(change.body)
  if (!body.success) throw new Fault('CHANGE_MALFORMED')
  applyReferenceTable(context, body.data)
}

/** The programme's years as the centre set them (S1-00, S1-A3). */
const applyYears: Applier = (context, change) => {
  const body = programmeYearsBody.safeParse(change.body)
  if (!body.success) throw new Fault('CHANGE_MALFORMED')
  applyProgrammeYears(context, body.data)
}

/** P13: the centre revokes or suspends. A permit that is not known here, or can't be changed any more, keeps the order waiting. */
const applyRevocation: Applier = (context, change) => {
  const body = permitRevocation.safeParse(change.body)
  if (!body.success || change.op !== 'upsert') throw new Fault('CHANGE_MALFORMED')
  applyCentralOrder(context, body.data)
}

/** What each type of pulled change does here; other types are kept verbatim by the registry slice. */
export const appliers: Readonly<Record<string, Applier>> = {
  agency_opinion: applyOpinion,
  online_dossier: applyOnline,
  message_result: applyResult,
  aid_case: applyAid,
  reference_table: applyReference,
  programme_years: applyYears,
  permit_revocation: applyRevocation,
}
