import { hkdfSync, randomBytes } from 'node:crypto'

/** Crockford's letters: none looks like another, in print or by hand. */
const letters = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const length = 32
const readAs: Readonly<Record<string, string>> = { O: '0', I: '1', L: '1' }

const keyOf = (code: string): Buffer => Buffer.from(hkdfSync('sha256', code, '', 'mohr.recovery.2', 32))

const inFours = (code: string): string => code.match(/.{4}/g)?.join('-') ?? code

/** A new code of 160 random bits in groups of four, and the key it stands for. */
export const newRecoveryCode = (): { code: string; key: Buffer } => {
  const code = Array.from(randomBytes(length), (byte) => letters[byte % 32]).join('')
  return { code: inFours(code), key: keyOf(code) }
}

/** The key of a code as somebody typed it: any case, gaps, Persian digits, O for 0 and I for 1. Null when it can't be one. */
export const recoveryKey = (typed: string): Buffer | null => {
  const plain = typed.toUpperCase()
    .replaceAll(/[\u06F0-\u06F9]/g, (digit) => String(digit.charCodeAt(0) - 0x06F0))
    .replaceAll(/[\u0660-\u0669]/g, (digit) => String(digit.charCodeAt(0) - 0x0660))
    .replaceAll(/[\s\-–—\u200C\u200E\u200F]/g, '')
    .replaceAll(/[OIL]/g, (letter) => readAs[letter] ?? letter)
  return plain.length === length && [...plain].every((letter) => letters.includes(letter)) ? keyOf(plain) : null
}
