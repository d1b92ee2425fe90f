import type { DossierState, DossierSummary } from '#contract/dossiers'

export const inboxGroups = ['returned', 'review', 'seal', 'agency', 'empowerment', 'correction', 'refused'] as const
export type InboxGroup = (typeof inboxGroups)[number]
export type InboxRow = DossierSummary & { group: InboxGroup }

/** States that an expert works on; refused ones only while an objection may still come (D13). */
export const inboxStates = ['at_agency', 'in_expert_review', 'filed', 'in_empowerment', 'awaiting_correction'] as const satisfies readonly DossierState[]

const groupOf: Partial<Record<DossierState, InboxGroup>> = {
  at_agency: 'agency', filed: 'seal', in_empowerment: 'empowerment', awaiting_correction: 'correction', refused: 'refused',
}
/** At the agency its own last day tells the order (S4-06); elsewhere the fourteen days. */
const due = (row: DossierSummary): string => (row.state === 'at_agency' ? row.agencyDueOn : row.clock?.dueOn) ?? '9999-12-31'

/** What the expert has to do, returned ones on top, then what is ready, then what waits at the agency; soonest due first. */
export const inboxRows = (dossiers: readonly DossierSummary[], reasons: ReadonlyMap<string, string>): InboxRow[] =>
  dossiers
    .map((row): InboxRow => ({ ...row, group: groupOf[row.state] ?? (reasons.has(row.id) ? 'returned' : 'review') }))
    .sort((a, b) => inboxGroups.indexOf(a.group) - inboxGroups.indexOf(b.group) || due(a).localeCompare(due(b)) || a.trackingCode.localeCompare(b.trackingCode))

export const groupCounts = (rows: readonly InboxRow[]): Record<InboxGroup, number> => {
  const counts: Record<InboxGroup, number> = { returned: 0, review: 0, seal: 0, agency: 0, empowerment: 0, correction: 0, refused: 0 }
  for (const row of rows) counts[row.group] += 1
  return counts
}
