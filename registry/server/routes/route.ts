import type { Device, Eventually, Store } from '#registry/store/store'
import type { Answer } from '../answer'

type RouteInput = {
  store: Store
  now: Date
  query: URLSearchParams
  body: unknown
  /** A fault for the drill of a killed server: called inside the transaction, before it commits. */
  beforeCommit: () => void
}

/** `auth`: `none` needs no signature; `enrol` is proven by the very key that is being enrolled; `device` by a known one. */
export type Route = { method: 'GET' | 'POST'; path: string } & (
  | { auth: 'none'; handle(input: RouteInput): Eventually<Answer> }
  | { auth: 'enrol'; handle(input: RouteInput): Eventually<Answer> }
  | { auth: 'device'; handle(input: RouteInput, device: Device): Eventually<Answer> }
)
