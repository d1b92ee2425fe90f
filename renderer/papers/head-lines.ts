/** The letterhead on its lines: country, then ministry; a ministry's own name has commas in it. */
export const headLines = (letterhead: string): string[] => {
  const comma = letterhead.indexOf('،')
  return comma < 0 ? [letterhead] : [letterhead.slice(0, comma).trim(), letterhead.slice(comma + 1).trim()]
}
