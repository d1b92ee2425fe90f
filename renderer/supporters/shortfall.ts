import type { Supporter } from '#contract/supporters'

/** S1-B5: how many persons are missing in each county, the most missing first. */
export const byCounty = (rows: readonly Pick<Supporter, 'countyTitle' | 'shortfall'>[]): { title: string; missing: number }[] => {
  const sums = new Map<string, number>()
  for (const { countyTitle, shortfall } of rows) sums.set(countyTitle, (sums.get(countyTitle) ?? 0) + shortfall)
  return [...sums].map(([title, missing]) => ({ title, missing })).sort((a, b) => b.missing - a.missing || a.title.localeCompare(b.title, 'fa'))
}
