import { hkdfSync, randomBytes } from 'node:crypto'

/** Crockford's letters: none looks like another, in print or by hand. */
const letters = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const length = 32
const readAs: Readonly<Record<string, string>> = { O: '0', I: '1', L: '1' }

const keyOf = (code: string): Buffer => Buffer.from(hkdfSync('sha256', code, '', 'mohr.recovery.2', 32))

/** A code for people to carry: five random bits a letter, in groups of four. */
export const newCode = (size: number): string =>
  Array.from(randomBytes(size), (byte) => letters[byte % 32]).join('').match(/.{1,4}/g)?.join('-') ?? ''

/** The letters of a code as somebody typed it: any case, gaps, Persian digits, O for 0 and I for 1. Null when it can't be one. */
export const plainCode = (typed: string, size: number): string | null => {
  const plain = typed.toUpperCase()
    .replaceAll(/[\u06F0-\u06F9]/g, (digit) => String(digit.charCodeAt(0) - 0x06F0))
    .replaceAll(/[\u0660-\u0669]/g, (digit) => String(digit.charCodeAt(0) - 0x0660))
    .replaceAll(/[\s\-–—\u200C\u200E\u200F]/g, '')
    .replaceAll(/[OIL]/g, (letter) => readAs[letter] ?? letter)
  return plain.length === size && [...plain].every((letter) => letters.includes(letter)) ? plain : null
}

/** A new code of 160 random bits, and the key it stands for. */
export const newRecoveryCode = (): { code: string; key: Buffer } => {
  const code = newCode(length)
  return { code, key: keyOf(code.replaceAll('-', '')) }
}

/** The key of a recovery code as somebody typed it, or null when it can't be one. */
export const recoveryKey = (typed: string): Buffer | null => {
  const plain = plainCode(typed, length)
  return plain === null ? null : keyOf(plain)
}
