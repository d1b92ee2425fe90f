import { composeNumber, type NumberKind } from '#contract/values/tracking-code'
import { toJalali, type IsoDay } from '#contract/values/jalali'
import { nextSerial } from '#db/numbers/number-repo'
import type { Writer } from '#db/handle'

/** This workstation's slot; a second workstation of the unit gets its own before it may number anything. */
const slot = 1
const serialsOfSlot = 99_999

/**
 * Gives out the next number of a kind for a unit and the Jalali year of `day`. Inside the caller's transaction.
 * @throws RangeError when the slot's 99,999 serials of the year are used up.
 */
export const allotNumber = (db: Writer, kind: NumberKind, unit: string, day: IsoDay): string => {
  const { year } = toJalali(day)
  const serial = nextSerial(db, kind, unit, year, slot)
  if (serial > serialsOfSlot) throw new RangeError(`serials of ${kind} ${unit} ${year} are used up`)
  return composeNumber(kind, unit, year, slot, serial)
}
