import type { IsoDay } from '#contract/values/jalali'
import type { Context } from '#main/app/ports'

/** What a slice to the right does for this one. */
export type DossierPorts = {
  /** T05: seals an instant confirmation inside the open transaction. @returns its number. @throws Fault SEAL_KEY_ABSENT. */
  confirmInstantly: (context: Context, dossierId: string) => string
  /** P11: closes every permit of a person who died on a day, inside the open transaction (S0-25). @returns how many. */
  closePermitsOf: (context: Context, nationalId: string, on: IsoDay) => number
}
