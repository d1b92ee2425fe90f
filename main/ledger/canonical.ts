import { hash } from 'node:crypto'

/**
 * RFC 8785 text of a plain value: the bytes that are hashed, signed and delivered. Members with `undefined` are left out.
 * Written here because a ledger entry needs three of them and the library's traversal costs more; the
 * library (npm `canonicalize`) is what the tests compare it with.
 * @throws TypeError on a value that has no canonical form (a function, NaN, a lone surrogate, an object with a class).
 */
export const canonicalText = (value: unknown): string => {
  if (typeof value === 'string') return canonicalString(value)
  if (typeof value === 'number' && Number.isFinite(value)) return JSON.stringify(value)
  if (typeof value === 'boolean' || value === null) return String(value)
  if (Array.isArray(value)) return `[${value.map(canonicalText).join(',')}]`
  if (typeof value === 'object') return canonicalObject(value)
  throw new TypeError('no canonical form')
}

const canonicalString = (text: string): string => {
  if (!text.isWellFormed()) throw new TypeError('no canonical form')
  return JSON.stringify(text)
}

const canonicalObject = (value: object): string => {
  const prototype: unknown = Object.getPrototypeOf(value)
  if (prototype !== Object.prototype && prototype !== null) throw new TypeError('no canonical form')
  const members = value as Record<string, unknown>
  let text = ''
  // The default order is by UTF-16 code unit: RFC 8785 §3.2.3.
  for (const name of Object.keys(members).sort()) {
    const member = members[name]
    if (member !== undefined) text += `${text === '' ? '' : ','}${canonicalString(name)}:${canonicalText(member)}`
  }
  return `{${text}}`
}

/** SHA-256, base64url without padding: 43 characters. */
export const sha256 = (bytes: string | Uint8Array): string => hash('sha256', bytes, 'base64url')
