import { Fault } from '#main/app/fault'

/** One print of a person at a time: a second click must not print a tray of papers twice. */
const running = new Map<string, AbortController>()

/** @throws Fault PRINT_RUNNING. */
export const oneAtATime = async <T>(username: string, work: (signal: AbortSignal) => Promise<T>): Promise<T> => {
  if (running.has(username)) throw new Fault('PRINT_RUNNING')
  const stop = new AbortController()
  running.set(username, stop)
  try {
    return await work(stop.signal)
  } finally {
    running.delete(username)
  }
}

/** @returns whether there was something to stop. */
export const stopPrint = (username: string): boolean => {
  const found = running.get(username)
  found?.abort()
  return found !== undefined
}
