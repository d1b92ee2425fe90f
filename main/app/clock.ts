import type { Clock } from './ports'

const tehran = new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Tehran', year: 'numeric', month: '2-digit', day: '2-digit' })

/** The machine's clock; "today" is the civil day in Tehran, by zone name, never by offset. */
export const systemClock: Clock = {
  now: () => new Date(),
  today: () => tehran.format(new Date()),
}

/** A clock that stands still until a test moves it. */
export const fixedClock = (instant: string): Clock & { set(instant: string): void } => {
  let now = new Date(instant)
  return { now: () => new Date(now), today: () => tehran.format(now), set: (next) => void (now = new Date(next)) }
}
