const deepest = 40

/**
 * Whether bytes are exactly one DER element, inside and out (X.690 §10.1): definite lengths in their shortest form, and parts that
 * fill their whole. The ASN.1 library is lenient with lengths; what is kept here must be read alike by everybody.
 */
export const isStrictDer = (bytes: Uint8Array): boolean => endOf(bytes, 0, bytes.length, 0) === bytes.length

/** @returns where the element at `at` ends, or -1 when it is not well formed within `limit`. */
const endOf = (bytes: Uint8Array, at: number, limit: number, depth: number): number => {
  const tag = bytes[at]
  // Tags above 30 occur in no structure that is read here.
  if (depth > deepest || tag === undefined || (tag & 0x1f) === 0x1f || at + 2 > limit) return -1
  const { start, length } = lengthAt(bytes, at + 1, limit)
  const end = start + length
  if (start < 0 || end > limit) return -1
  if ((tag & 0x20) === 0) return end
  let next = start
  while (next < end && next !== -1) next = endOf(bytes, next, end, depth + 1)
  return next
}

/** Where the content of an element begins whose length stands at `at`, and how long it is: by the shortest form alone, `start` -1 otherwise. */
export const lengthAt = (bytes: Uint8Array, at: number, limit: number): { start: number; length: number } => {
  const bad = { start: -1, length: 0 }
  const first = bytes[at] ?? 0x80
  if (first < 0x80) return { start: at + 1, length: first }
  const count = first & 0x7f
  if (count === 0 || count > 3 || at + 1 + count > limit) return bad
  let length = 0
  for (let i = 1; i <= count; i += 1) length = length * 256 + bytes[at + i]!
  return length < 0x80 || length < 256 ** (count - 1) ? bad : { start: at + 1 + count, length }
}
