import { describe, expect, test } from 'vitest'
import type { DossierSummary } from '#contract/dossiers'
import { groupCounts, inboxRows } from './review-inbox'

const dossier = (id: string, state: DossierSummary['state'], dueOn: string): DossierSummary => ({
  id, version: 1, trackingCode: `T-${id}`, state, name: id, nationalIdMasked: '', fieldTitle: '', countyTitle: '', loanWanted: false,
  clock: { filedOn: '2026-11-01', lookUpOn: '2026-11-11', dueOn, daysLeft: 3, pausedSince: null }, stateSince: '2026-11-01', agencyDueOn: null, activityType: 'independent', caseType: 'new',
})

describe('S0-17: the inbox of the expert', () => {
  test('returned ones stand on top whatever their deadline, then ready ones, then those at the agency; soonest due first', () => {
    const rows = inboxRows([
      dossier('agency', 'at_agency', '2026-11-10'), dossier('later', 'in_expert_review', '2026-11-30'),
      dossier('sooner', 'in_expert_review', '2026-11-20'), dossier('back', 'in_expert_review', '2026-12-30'),
    ], new Map([['back', 'نشانی روشن نیست']]))
    expect(rows.map((row) => row.id)).toEqual(['back', 'sooner', 'later', 'agency'])
    expect(groupCounts(rows)).toEqual({ returned: 1, review: 2, seal: 0, agency: 1, empowerment: 0, correction: 0, refused: 0 })
  })

  test('S4-06: at the agency the order is by its own last day; every stage has its own group', () => {
    const at = (id: string, agencyDueOn: string): DossierSummary => ({ ...dossier(id, 'at_agency', '2026-11-30'), agencyDueOn })
    const rows = inboxRows([
      at('later', '2026-11-25'), at('sooner', '2026-11-22'), dossier('empowered', 'in_empowerment', '2026-12-01'), dossier('asked', 'awaiting_correction', '2026-12-01'),
      dossier('waiting', 'filed', '2026-12-01'), dossier('refused', 'refused', '2026-12-01'),
    ], new Map())
    expect(rows.map((row) => `${row.group}:${row.id}`)).toEqual([
      'seal:waiting', 'agency:sooner', 'agency:later', 'empowerment:empowered', 'correction:asked', 'refused:refused',
    ])
  })
})
