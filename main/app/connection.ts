import type { EventName, Events, Result } from '#contract'

/** One window, HTTP session or command run: holds who is signed in, nothing else. */
export type Connection = {
  call(name: string, input: unknown): Promise<Result<unknown>>
  on<E extends EventName>(event: E, listener: (payload: Events[E]) => void): () => void
  /** Any event, for shells that forward them all. */
  onAny(listener: (event: EventName, payload: Events[EventName]) => void): () => void
  /** Signs out; the last one to leave locks the office, once no work is under way. */
  close(): void
}
