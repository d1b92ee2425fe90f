type Fact = string | number | boolean

const longest = 300

/** National IDs, mobiles, postal codes, Shebas and accounts are long numbers; names are letters of no code. */
const discreet = (text: string): string => text.normalize('NFKC').replace(/[^\x20-\x7E]+/g, '…').replace(/\d(?:[ -]?\d){6,}/g, (run) => (/^\d{4}-\d{2}-\d{2}$/.test(run) ? run : '…')).slice(0, longest)

/**
 * Facts of a log line as they may be written (security row 28). Whoever writes one gives codes and counts; this is the second
 * door, for the day somebody gives more: letters outside ASCII and numbers of seven digits and more never reach the file.
 */
export const withoutPersons = (facts: Readonly<Record<string, Fact>>): Record<string, Fact> =>
  Object.fromEntries(Object.entries(facts).map(([name, value]) => [name, typeof value === 'string' ? discreet(value) : typeof value === 'number' && Math.abs(value) >= 1e6 ? '…' : value]))
