const u16 = (bytes: Uint8Array, at: number): number => (bytes[at]! << 8) | bytes[at + 1]!
const u32 = (bytes: Uint8Array, at: number): number => u16(bytes, at) * 65_536 + u16(bytes, at + 2)
const isFrame = (marker: number): boolean => marker >= 0xc0 && marker <= 0xc2

/**
 * How many points a picture says it has, read from its header only, so that a bomb is never unpacked for its thumbnail.
 * Null for anything that is not plainly a PNG or JPEG. The core judges the file itself.
 */
export const pointsOf = (bytes: Uint8Array): number | null => {
  if (bytes.length > 24 && u32(bytes, 0) === 0x89504e47) return u32(bytes, 16) * u32(bytes, 20)
  if (bytes.length < 4 || u16(bytes, 0) !== 0xffd8) return null
  for (let at = 2; at + 9 < bytes.length && bytes[at] === 0xff;) {
    const marker = bytes[at + 1]!
    if (isFrame(marker)) return u16(bytes, at + 5) * u16(bytes, at + 7)
    at += marker === 0xff ? 1 : 2 + Math.max(2, u16(bytes, at + 2))
  }
  return null
}
