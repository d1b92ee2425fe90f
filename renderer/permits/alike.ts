import type { PermitPayload } from '#contract/permits'

/** What of a permit can make it unlike its neighbours; number, holder, instants and digests always differ. */
export const alikeFacts = ['fld', 'act', 'cty', 'cov', 'skl', 'till', 'prev', 'post'] as const
export type AlikeFact = (typeof alikeFacts)[number]
/** Absent members are a value too. */
export type Traits = Readonly<Record<AlikeFact, string>>

export type Likeness<T> = {
  item: T
  /** What is neither the same in the whole group nor as in nearly all of it. */
  differs: readonly { fact: AlikeFact; odd: boolean }[]
  traits: Traits
}
export type AlikeGroup<T> = {
  id: string
  rows: readonly Likeness<T>[]
  /** What all of the group have in common. */
  common: readonly AlikeFact[]
  traits: Traits
  /** What nearly all of the group have in common, with its value: of the others each says its own. */
  usual: readonly { fact: AlikeFact; value: string }[]
  /** Alone of its kind in a list that has a kind with many. */
  single: boolean
}

export const traitsOf = (payload: PermitPayload): Traits => ({
  fld: `${payload.fld} ${payload.fn}`, act: payload.act, cty: payload.cty, cov: payload.cov === undefined ? '' : String(payload.cov), skl: payload.skl ?? '', till: payload.till ?? '',
  // Which permit it follows always differs; that it follows one is the trait.
  prev: payload.prev === undefined ? '' : 'follows', post: payload.post,
})

/** So many of a group must share a value before another one beside it is odd. */
const usualShare = 0.75
const leastForOdd = 4

/** The value that most of a group have, or null when there is no such. */
const usualOf = (rows: readonly Traits[], fact: AlikeFact): string | null => {
  if (rows.length < leastForOdd) return null
  const counts = new Map<string, number>()
  for (const traits of rows) counts.set(traits[fact], (counts.get(traits[fact]) ?? 0) + 1)
  const [value, count] = [...counts].sort((a, b) => b[1] - a[1])[0] ?? ['', 0]
  return count / rows.length >= usualShare ? value : null
}

/**
 * Signing goal 4: puts nearly alike permits together (same field and kind of holder) and tells of each only what differs,
 * and what of it is unlike nearly all its group. The largest group first; inside, the given order stays.
 */
export const groupAlike = <T>(items: readonly T[], traitsFor: (item: T) => Traits): AlikeGroup<T>[] => {
  const groups = new Map<string, { item: T; traits: Traits }[]>()
  for (const item of items) {
    const traits = traitsFor(item)
    const id = `${traits.act} ${traits.fld}`
    groups.set(id, [...groups.get(id) ?? [], { item, traits }])
  }
  const sorted = [...groups].sort((a, b) => b[1].length - a[1].length)
  const largest = sorted[0]?.[1].length ?? 0
  return sorted.map(([id, rows]) => {
    const traits = rows.map((row) => row.traits)
    const common = alikeFacts.filter((fact) => traits.every((one) => one[fact] === traits[0]![fact]))
    const apart = alikeFacts.filter((fact) => !common.includes(fact)).map((fact) => ({ fact, usual: usualOf(traits, fact) }))
    return {
      id, common, traits: traits[0]!, single: rows.length === 1 && largest >= leastForOdd,
      usual: apart.flatMap(({ fact, usual }) => (usual === null ? [] : [{ fact, value: usual }])),
      rows: rows.map((row) => ({ ...row, differs: apart.filter(({ fact, usual }) => row.traits[fact] !== usual).map(({ fact, usual }) => ({ fact, odd: usual !== null })) })),
    }
  })
}

/** How often each holder, by name and the end of the ID, stands in the list; only those that stand there more than once. */
export const repeatedHolders = (payloads: readonly Pick<PermitPayload, 'name' | 'id4'>[]): ReadonlyMap<string, number> => {
  const counts = new Map<string, number>()
  for (const one of payloads) counts.set(holderKey(one), (counts.get(holderKey(one)) ?? 0) + 1)
  return new Map([...counts].filter(([, count]) => count > 1))
}
export const holderKey = ({ name, id4 }: Pick<PermitPayload, 'name' | 'id4'>): string => `${name}|${id4}`
