import type { Handlers, SliceName } from '#contract'
import { catalogueHandlers } from '#main/catalogues/index'
import { ledgerHandlers } from '#main/ledger/index'
import { permitHandlers } from '#main/permits/index'
import { signingHandlers } from '#main/signing/index'
import type { Context } from './ports'

/** Slices that work inside an open office; `office` and `staff` stand at the gate (gate-handlers.ts). */
export type InnerSlice = Exclude<SliceName, 'office' | 'staff'>

/** Every slice's handlers, wired to one another. A slice that is declared but not wired does not compile. */
export const innerHandlers: Partial<{ [S in InnerSlice]: Handlers<S, Context> }> = {
  catalogues: catalogueHandlers,
  ledger: ledgerHandlers,
  permits: permitHandlers,
  signing: signingHandlers,
}
