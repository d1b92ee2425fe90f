import type { DossierState } from '#contract/dossiers'
import type { MessageKey } from '#contract/messages'

export type Who = 'clerk' | 'expert' | 'director' | 'system_manager' | 'system'

/** What the fourteen days do (S0-10, S0-11). `none`: they had not begun or are over. */
export type ClockEffect = 'start' | 'runs' | 'pause' | 'resume' | 'stop' | 'none'

export type Transition = {
  /** Row of the domain model's table §3.1. */
  id: string
  /** Null: the dossier is born here. */
  from: DossierState | null
  command: string
  to: DossierState
  who: readonly Who[]
  clauses: readonly string[]
  /** Who is told: the stage message to the applicant, if the move is a stage (S0-12). */
  message: MessageKey | null
  clock: ClockEffect
}

const counter = ['clerk', 'expert'] as const
const office = ['expert', 'system'] as const
const anyCounter = ['clerk', 'expert', 'system'] as const

type Row = [id: string, from: DossierState | null, to: DossierState]
type Rule = { command: string; who: readonly Who[]; clauses: readonly string[]; message: MessageKey | null; clock: ClockEffect }
const rows = (rule: Rule, ...moves: readonly Row[]): Transition[] => moves.map(([id, from, to]) => ({ id, from, to, ...rule }))
const each = (id: string, states: readonly DossierState[], to: DossierState | 'same'): Row[] =>
  states.map((from) => [id, from, to === 'same' ? from : to])

/** States in which the request still waits for somebody. */
export const openStates = [
  'draft', 'filed', 'at_agency', 'awaiting_correction', 'in_empowerment', 'in_expert_review', 'awaiting_signature', 'in_pool', 'introduced', 'linked',
] as const satisfies readonly DossierState[]
const underWay = openStates.filter((state) => state !== 'draft' && state !== 'linked')
const withdrawable = openStates.filter((state) => state !== 'linked')

/** Every move a dossier can make. A row that is not here does not exist. */
export const transitions: readonly Transition[] = [
  ...rows({ command: 'dossiers.savePerson', who: counter, clauses: ['S0-16', 'S3-05', 'S4-02'], message: 'dossier.code_issued', clock: 'none' }, ['T01', null, 'draft']),
  ...rows({ command: 'dossiers.savePerson', who: counter, clauses: ['S3-05'], message: null, clock: 'none' },
    ['T01', 'draft', 'draft'], ['T01', 'awaiting_correction', 'awaiting_correction']),
  ...rows({ command: 'dossiers.savePlan', who: counter, clauses: ['S3-06', 'S4-05'], message: null, clock: 'none' },
    ['T02', 'draft', 'draft'], ['T02', 'awaiting_correction', 'awaiting_correction']),
  ...rows({ command: 'dossiers.correctEntry', who: ['expert'], clauses: ['S3-12'], message: null, clock: 'runs' },
    ...each('T02', ['at_agency', 'in_empowerment', 'in_expert_review', 'in_pool'], 'same')),
  ...rows({ command: 'dossiers.handOver', who: counter, clauses: ['S4-04'], message: 'dossier.handed_over', clock: 'none' }, ['T03', 'draft', 'handed_over']),
  ...rows({ command: 'dossiers.file', who: counter, clauses: ['S3-07', 'S0-10', 'S0-21', 'S4-12'], message: 'dossier.filed', clock: 'start' }, ['T04', 'draft', 'filed']),
  ...rows({ command: 'permits.confirmInstantly', who: ['system'], clauses: ['S1-A10', 'S0-18'], message: 'permit.confirmed', clock: 'stop' },
    ['T05', 'filed', 'issued'], ['T05', 'in_expert_review', 'issued']),
  ...rows({ command: 'dossiers.route', who: ['system'], clauses: ['S0-04', 'S4-03'], message: 'dossier.at_agency', clock: 'runs' }, ['T06', 'filed', 'at_agency']),
  ...rows({ command: 'dossiers.recordOpinion', who: office, clauses: ['S0-04', 'S0-05'], message: null, clock: 'runs' }, ['T07', 'at_agency', 'at_agency']),
  ...rows({ command: 'dossiers.returnForCorrection', who: office, clauses: ['S0-11', 'S3-12'], message: 'dossier.correction', clock: 'pause' },
    ...each('T08', ['filed', 'at_agency', 'in_expert_review'], 'awaiting_correction')),
  ...rows({ command: 'dossiers.resubmit', who: anyCounter, clauses: ['S0-11', 'S0-12'], message: 'dossier.resubmitted', clock: 'resume' },
    ['T09', 'awaiting_correction', 'filed'], ['T09', 'awaiting_correction', 'at_agency'], ['T09', 'awaiting_correction', 'in_expert_review']),
  ...rows({ command: 'dossiers.recordOpinion', who: office, clauses: ['S0-05'], message: 'dossier.refused', clock: 'stop' }, ['T10', 'at_agency', 'refused']),
  ...rows({ command: 'dossiers.recordOpinion', who: office, clauses: ['S0-06', 'S4-07', 'S4-10'], message: 'dossier.agency_approved', clock: 'runs' }, ['T11', 'at_agency', 'in_expert_review']),
  ...rows({ command: 'dossiers.recordOpinion', who: office, clauses: ['S3-09'], message: 'dossier.empowerment', clock: 'runs' }, ['T12', 'at_agency', 'in_empowerment']),
  ...rows({ command: 'dossiers.recordEmpowerment', who: office, clauses: ['S3-10'], message: null, clock: 'runs' }, ['T13', 'in_empowerment', 'in_empowerment']),
  ...rows({ command: 'dossiers.finishEmpowerment', who: office, clauses: ['S3-10'], message: 'dossier.expert_review', clock: 'runs' }, ['T14', 'in_empowerment', 'in_expert_review']),
  ...rows({ command: 'dossiers.submitForSignature', who: ['expert'], clauses: ['S0-17', 'S0-06', 'S0-18', 'S1-B2'], message: 'dossier.at_director', clock: 'runs' }, ['T15', 'in_expert_review', 'awaiting_signature']),
  ...rows({ command: 'permits.returnToExpert', who: ['director'], clauses: ['S0-17'], message: 'dossier.back_to_expert', clock: 'runs' }, ['T16', 'awaiting_signature', 'in_expert_review']),
  ...rows({ command: 'permits.sign', who: ['director'], clauses: ['S0-07', 'S4-07'], message: 'permit.issued', clock: 'stop' }, ['T17', 'awaiting_signature', 'issued']),
  ...rows({ command: 'permits.refuse', who: ['director'], clauses: ['S0-12'], message: 'dossier.refused', clock: 'stop' }, ['T18', 'awaiting_signature', 'refused']),
  ...rows({ command: 'dossiers.object', who: counter, clauses: ['S0-12'], message: 'dossier.objection', clock: 'none' },
    ['T19', 'refused', 'at_agency'], ['T19', 'refused', 'in_expert_review']),
  ...rows({ command: 'dossiers.withdraw', who: anyCounter, clauses: ['S0-12'], message: 'dossier.withdrawn', clock: 'stop' }, ...each('T20', withdrawable, 'withdrawn')),
  ...rows({ command: 'dossiers.lapse', who: ['system'], clauses: ['S0-12'], message: 'dossier.lapsed', clock: 'stop' }, ...each('T21', ['draft', 'awaiting_correction'], 'lapsed')),
  ...rows({ command: 'dossiers.recordDeath', who: ['expert', 'system_manager', 'system'], clauses: ['S0-25'], message: null, clock: 'stop' }, ...each('T22', openStates, 'closed_by_death')),
  ...rows({ command: 'dossiers.enterPool', who: ['system'], clauses: ['S4-09'], message: 'dossier.in_pool', clock: 'stop' }, ['T23', 'filed', 'in_pool']),
  ...rows({ command: 'supporters.introduce', who: office, clauses: ['S4-10'], message: 'support.introduced', clock: 'none' }, ['T24', 'in_pool', 'introduced']),
  ...rows({ command: 'supporters.accept', who: office, clauses: ['S4-11'], message: 'support.accepted', clock: 'none' }, ['T25', 'introduced', 'linked']),
  ...rows({ command: 'supporters.decline', who: office, clauses: ['S4-10'], message: 'support.declined', clock: 'none' }, ['T26', 'introduced', 'in_pool']),
  ...rows({ command: 'dossiers.announceVisit', who: anyCounter, clauses: ['S0-23'], message: 'dossier.visit_needed', clock: 'runs' }, ...each('T27', underWay, 'same')),
  ...rows({ command: 'supporters.release', who: office, clauses: ['S1-B5'], message: 'dossier.in_pool', clock: 'none' }, ['T28', 'linked', 'in_pool']),
  ...rows({ command: 'dossiers.openRenewal', who: counter, clauses: ['S0-13', 'S0-25'], message: 'dossier.code_issued', clock: 'none' }, ['T29', null, 'draft']),
  ...rows({ command: 'dossiers.openCorrection', who: ['expert'], clauses: ['S0-24'], message: 'dossier.expert_review', clock: 'start' }, ['T30', null, 'in_expert_review']),
  ...rows({ command: 'permits.declareCompromise', who: ['director', 'system_manager'], clauses: ['S0-24'], message: 'dossier.at_director', clock: 'start' }, ['T32', null, 'awaiting_signature']),
  ...rows({ command: 'permits.declareCompromise', who: ['director', 'system_manager'], clauses: ['S0-24'], message: 'dossier.expert_review', clock: 'start' }, ['T32', null, 'in_expert_review']),
  ...rows({ command: 'dossiers.receive', who: ['system'], clauses: ['S0-15'], message: null, clock: 'start' },
    ['T31', null, 'filed']),
]
