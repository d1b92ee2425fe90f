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
    expect(groupCounts(rows)).toEqual({ returned: 1, review: 2, agency: 1 })
  })
})
