import { composeNumber, type NumberKind } from '#contract/values/tracking-code'
import { toJalali, type IsoDay } from '#contract/values/jalali'
import { nextSerial } from '#db/numbers/number-repo'
import { readMachine } from '#db/office/machine-repo'
import type { Writer } from '#db/handle'

const serialsOfSlot = 99_999

/**
 * Gives out the next number of a kind for a unit and the Jalali year of `day`, under this machine's own slot: two machines of an
 * office never draw the same one. Inside the caller's transaction.
 * @throws RangeError when the slot's 99,999 serials of the year are used up.
 */
export const allotNumber = (db: Writer, kind: NumberKind, unit: string, day: IsoDay): string => {
  const { year } = toJalali(day)
  const { slot } = readMachine(db)
  const serial = nextSerial(db, kind, unit, year, slot)
  if (serial > serialsOfSlot) throw new RangeError(`serials of ${kind} ${unit} ${year} are used up`)
  return composeNumber(kind, unit, year, slot, serial)
}
