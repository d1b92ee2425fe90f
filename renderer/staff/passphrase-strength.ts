/** How hard a passphrase is to guess, roughly: `short` is refused by the core, the rest is advice. */
export type Strength = 'short' | 'weak' | 'fair' | 'good'

const least = 15
const fold = (text: string): string => text.toLowerCase().replaceAll(/[\s\u200C._-]+/g, ' ').trim()

/** Of so many signs in a row each follows the one before: `abcd`, `4321`, `aaaa`. */
const steps = (text: string): number => {
  const codes = [...text].map((sign) => sign.codePointAt(0) ?? 0)
  return codes.filter((code, i) => i > 0 && Math.abs(code - (codes[i - 1] ?? 0)) <= 1).length
}

/** @param around names that everybody knows: they add nothing. */
export const strengthOf = (text: string, around: readonly string[] = []): Strength => {
  const length = [...text].length
  if (length < least) return 'short'
  let rest = fold(text)
  for (const known of around.map(fold).filter((name) => name.length > 2)) rest = rest.replaceAll(known, ' ')
  const words = new Set(rest.split(' ').filter((word) => word.length > 1))
  const signs = new Set(rest.replaceAll(' ', '')).size
  const run = steps(rest) / Math.max(1, rest.length)
  if (signs < 6 || run > 0.5 || rest.length < 8) return 'weak'
  if (words.size >= 4 || ([...rest].length >= 22 && signs >= 10)) return 'good'
  return words.size >= 3 || signs >= 9 ? 'fair' : 'weak'
}
