import { randomFillSync } from 'node:crypto'

const size = 16
const drawn = Buffer.alloc(size * 256)
let used = drawn.length

/**
 * 16 random bytes as base64url. They are drawn for many at once, since asking the system for each costs a long list more than
 * building its bytes; each is wiped as it is given out.
 */
export const freshSalt = (): string => {
  if (used === drawn.length) {
    randomFillSync(drawn)
    used = 0
  }
  const salt = drawn.toString('base64url', used, used + size)
  drawn.fill(0, used, used + size)
  used += size
  return salt
}
