import type { DossierSummary } from '#contract/dossiers'

export const inboxGroups = ['returned', 'review', 'agency'] as const
export type InboxGroup = (typeof inboxGroups)[number]
export type InboxRow = DossierSummary & { group: InboxGroup }

const due = (row: DossierSummary): string => row.clock?.dueOn ?? '9999-12-31'

/** What the expert has to do, returned ones on top, then what is ready, then what waits at the agency; soonest due first. */
export const inboxRows = (dossiers: readonly DossierSummary[], reasons: ReadonlyMap<string, string>): InboxRow[] =>
  dossiers
    .map((row): InboxRow => ({ ...row, group: row.state === 'at_agency' ? 'agency' : reasons.has(row.id) ? 'returned' : 'review' }))
    .sort((a, b) => inboxGroups.indexOf(a.group) - inboxGroups.indexOf(b.group) || due(a).localeCompare(due(b)) || a.trackingCode.localeCompare(b.trackingCode))

export const groupCounts = (rows: readonly InboxRow[]): Record<InboxGroup, number> => ({
  returned: rows.filter((row) => row.group === 'returned').length,
  review: rows.filter((row) => row.group === 'review').length,
  agency: rows.filter((row) => row.group === 'agency').length,
})
