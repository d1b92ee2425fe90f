import { createHash } from 'node:crypto'
import canonicalize from 'canonicalize'

/**
 * RFC 8785 text of a plain value: the bytes that are hashed, signed and delivered.
 * @throws TypeError on a value that has no canonical form (undefined, a function, a lone surrogate).
 */
export const canonicalText = (value: unknown): string => {
  const text = canonicalize(value)
  if (text === undefined || !text.isWellFormed()) throw new TypeError('no canonical form')
  return text
}

/** SHA-256, base64url without padding: 43 characters. */
export const sha256 = (bytes: string | Uint8Array): string => createHash('sha256').update(bytes).digest('base64url')
