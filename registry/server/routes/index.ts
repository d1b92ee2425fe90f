import { changes, receipts } from './feeds'
import { handshake } from './handshake'
import { enrol, healthz, service } from './identify'
import { history, lookup, pushBatch } from './operations'
import type { Route } from './route'

/** Every public route; openapi.yaml has the same list and a test compares them. */
export const routes: readonly Route[] = [healthz, service, enrol, handshake, pushBatch, lookup, history, changes, receipts]

export type { Route } from './route'
