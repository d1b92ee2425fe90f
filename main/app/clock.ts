import type { Clock } from './ports'

const tehran = new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Tehran', year: 'numeric', month: '2-digit', day: '2-digit' })

let known = { minute: Number.NaN, day: '' }

/** The civil day of an instant. Formatting costs more than a row: a list that is signed asks for the same minute thousands of times. */
const dayIn = (instant: Date): string => {
  const minute = Math.floor(instant.getTime() / 60_000)
  if (minute !== known.minute) known = { minute, day: tehran.format(instant) }
  return known.day
}

/** The machine's clock; "today" is the civil day in Tehran, by zone name, never by offset. */
export const systemClock: Clock = {
  now: () => new Date(),
  today: () => dayIn(new Date()),
}

/** A clock that stands still until a test moves it. */
export const fixedClock = (instant: string): Clock & { set(instant: string): void; pass(milliseconds: number): void } => {
  let now = new Date(instant)
  return { now: () => new Date(now), today: () => dayIn(now), set: (next) => void (now = new Date(next)), pass: (more) => void (now = new Date(now.getTime() + more)) }
}
