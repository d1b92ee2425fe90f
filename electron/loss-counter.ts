const spell = 60_000
const mostInSpell = 3

/** Counts losses within a minute. @returns whether another one may be mended by itself */
export const lossCounter = (now: () => number): (() => boolean) => {
  const times: number[] = []
  return () => {
    times.push(now())
    while (times.length > 0 && times[0]! < now() - spell) times.shift()
    return times.length <= mostInSpell
  }
}
