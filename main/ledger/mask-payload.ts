/** Members of any payload that tell who a citizen is, where they live and how they are called. */
const personal = new Set([
  'national_id', 'birth_date', 'father_name', 'mobile', 'address', 'postal_code', 'sheba', 'contact', 'place',
])
/** How much of a value stays to be compared: an ID as in lists, a mobile and a Sheba by their ends, the rest nothing. */
const ends: Readonly<Record<string, readonly [number, number]>> = { national_id: [3, 2], mobile: [4, 2], sheba: [4, 4], contact: [0, 2] }

const maskedValue = (key: string, value: unknown): unknown => {
  if (!personal.has(key) || value === null || value === '') return value
  const kept = ends[key]
  return kept && typeof value === 'string' ? `${value.slice(0, kept[0])}*****${value.slice(-kept[1])}` : '•••'
}

/** The text of a payload as an auditor reads it (S0-03, domain model §7): the same members, personal ones masked at any depth. */
export const maskedPayload = (payload: string): string =>
  JSON.stringify(JSON.parse(payload, (key, value: unknown) => maskedValue(key, value)))
