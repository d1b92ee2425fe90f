import { searchKey } from '#contract/values/text'

/** Letters that one writes for another when a name is heard, not read. */
const sounds: readonly [RegExp, string][] = [[/[طت]/g, 'ت'], [/[سصث]/g, 'س'], [/[زذضظ]/g, 'ز'], [/[قغ]/g, 'ق'], [/[حه]/g, 'ه'], [/[اع]/g, 'ا']]

const heard = (name: string): string =>
  sounds.reduce((text, [letters, one]) => text.replace(letters, one), searchKey(name).replace(/[^\p{L}]/gu, ''))

/** Whether two names may be one person's, written twice: the same to the ear but for one letter in each eight. */
export const resembles = (one: string, other: string): boolean => {
  const [a, b] = [heard(one), heard(other)]
  if (a === '' || b === '') return false
  return distance(a, b) <= Math.max(1, Math.floor(Math.max(a.length, b.length) / 8))
}

/** Letters to add, drop, change or swap with their neighbour to get from one word to the other (optimal string alignment). */
export const distance = (a: string, b: string): number => {
  let beforeLast: number[] = []
  let last = Array.from({ length: b.length + 1 }, (_, j) => j)
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i]
    for (let j = 1; j <= b.length; j += 1) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1
      let least = Math.min((last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (last[j - 1] ?? 0) + same)
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) least = Math.min(least, (beforeLast[j - 2] ?? 0) + 1)
      row.push(least)
    }
    beforeLast = last
    last = row
  }
  return last[b.length] ?? 0
}
