import type { IsoDay } from '#contract/values/jalali'
import type { Context } from '#main/app/ports'
import { permitsOfHolder } from '#db/permits/permit-repo'
import { changeStatus } from './change-status'
import { mayFrom } from './status-table'

/**
 * P11: "as long as the person lives" (S0-25). Closes every permit a person holds; a company's permit stays, its
 * representative may change. Runs inside the transaction that records the death; nobody is told.
 * @param on the day of the death.
 * @returns how many were closed.
 */
export const closePermitsOf = (context: Context, nationalId: string, on: IsoDay = context.clock.today()): number => {
  const open = permitsOfHolder(context.db, nationalId).filter((permit) => mayFrom(permit.status, 'closeByDeath'))
  for (const permit of open) {
    changeStatus(context, permit, { command: 'closeByDeath', to: 'closed_by_death', kind: 'permit.closeByDeath', payload: { died_on: on }, say: null, silent: true })
  }
  return open.length
}
