import type { AidCaseRow } from '#db/livelihood/aid-case-repo'

/** S2-13: a death that the centre knows closes the case. @returns its day, or null. */
export const diedOn = (aid: Pick<AidCaseRow, 'diedOn'>): string | null => aid.diedOn
