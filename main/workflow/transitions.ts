import type { DossierState } from '#contract/dossiers'

export type Who = 'clerk' | 'expert' | 'director' | 'system'

export type Transition = {
  /** Row of the domain model's table §3.1. */
  id: string
  /** Null: the dossier is born here. */
  from: DossierState | null
  command: string
  to: DossierState
  who: readonly Who[]
  clauses: readonly string[]
}

/** Every move a dossier can make in this version. A row that is not here does not exist. */
export const transitions: readonly Transition[] = [
  { id: 'T01', from: null, command: 'dossiers.savePerson', to: 'draft', who: ['clerk', 'expert'], clauses: ['S0-16', 'S3-05'] },
  { id: 'T01', from: 'draft', command: 'dossiers.savePerson', to: 'draft', who: ['clerk', 'expert'], clauses: ['S3-05'] },
  { id: 'T02', from: 'draft', command: 'dossiers.savePlan', to: 'draft', who: ['clerk', 'expert'], clauses: ['S3-06', 'S4-05'] },
  { id: 'T04', from: 'draft', command: 'dossiers.file', to: 'filed', who: ['clerk', 'expert'], clauses: ['S3-07', 'S0-10', 'S0-21', 'S4-12'] },
  { id: 'T05', from: 'filed', command: 'permits.confirmInstantly', to: 'issued', who: ['system'], clauses: ['S1-A10'] },
  { id: 'T06', from: 'filed', command: 'dossiers.route', to: 'at_agency', who: ['system'], clauses: ['S0-04', 'S4-03'] },
  { id: 'T10', from: 'at_agency', command: 'dossiers.recordOpinion', to: 'refused', who: ['expert', 'system'], clauses: ['S0-05'] },
  { id: 'T11', from: 'at_agency', command: 'dossiers.recordOpinion', to: 'in_expert_review', who: ['expert', 'system'], clauses: ['S0-06', 'S4-07'] },
  { id: 'T15', from: 'in_expert_review', command: 'dossiers.submitForSignature', to: 'awaiting_signature', who: ['expert'], clauses: ['S0-17', 'S0-06'] },
  { id: 'T16', from: 'awaiting_signature', command: 'permits.returnToExpert', to: 'in_expert_review', who: ['director'], clauses: ['S0-17'] },
  { id: 'T17', from: 'awaiting_signature', command: 'permits.sign', to: 'issued', who: ['director'], clauses: ['S0-07', 'S4-07'] },
]
