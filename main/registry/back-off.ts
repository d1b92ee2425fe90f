/** Time and chance, as ports: tests neither wait nor guess. */
export type Pace = { sleep(ms: number): Promise<void>; random(): number }

export const systemPace: Pace = {
  sleep: (ms) => new Promise((done) => setTimeout(done, ms)),
  random: Math.random,
}

const base = 1_000
const cap = 60_000

/**
 * Full-jitter back-off: anything between nothing and an exponentially growing limit, so that 300 offices do not come
 * back in step. A `Retry-After` is the least that is waited, with a little jitter on top.
 */
export const waitMs = (attempt: number, retryAfterS: number | null, random: () => number): number =>
  retryAfterS === null ? Math.round(random() * Math.min(cap, base * 2 ** attempt)) : Math.round(retryAfterS * 1000 + random() * base)
