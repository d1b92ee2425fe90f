const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
const values = new Int8Array(128).fill(-1)
for (let i = 0; i < alphabet.length; i += 1) values[alphabet.charCodeAt(i)] = i

const valueAt = (text: string, at: number): number => values[text.charCodeAt(at)] ?? -1

/**
 * The bytes of a base64url text (RFC 4648 §5, no padding), or null when it is not the one spelling of any bytes: another
 * alphabet, padding, a lone last character, or last bits that are not zero.
 */
export const fromBase64url = (text: string): Uint8Array<ArrayBuffer> | null => {
  const rest = text.length % 4
  if (rest === 1) return null
  const bytes = new Uint8Array(Math.floor((text.length * 3) / 4))
  let bits = 0
  let held = 0
  let at = 0
  let i = 0
  for (; i + 4 <= text.length; i += 4) {
    const four = (valueAt(text, i) << 18) | (valueAt(text, i + 1) << 12) | (valueAt(text, i + 2) << 6) | valueAt(text, i + 3)
    // A letter of no alphabet is -1, and its sign stays.
    if (four < 0) return null
    bytes[at] = four >> 16
    bytes[at + 1] = four >> 8
    bytes[at + 2] = four
    at += 3
  }
  for (; i < text.length; i += 1) {
    const value = valueAt(text, i)
    if (value < 0) return null
    bits = ((bits << 6) | value) & 0xffff
    held += 6
    if (held >= 8) {
      held -= 8
      bytes[at] = (bits >> held) & 0xff
      at += 1
    }
  }
  return (bits & ((1 << held) - 1)) === 0 ? bytes : null
}

/** The same of a base64 text (RFC 4648 §4) with its padding. */
export const fromBase64 = (text: string): Uint8Array<ArrayBuffer> | null =>
  text.length % 4 === 0 && /^[A-Za-z0-9+/]*={0,2}$/.test(text) ? fromBase64url(text.replace(/=+$/, '').replaceAll('+', '-').replaceAll('/', '_')) : null
