import { Fault } from '#main/app/fault'

/** Declared in the contract, being built: refused by the door's own code until its command lands. */
export const notYet = (): never => {
  throw new Fault('OPERATION_UNKNOWN')
}
