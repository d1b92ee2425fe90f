import type { Context } from '#main/app/ports'

/** What a slice to the right does for this one. */
export type InspectionPorts = {
  /** T05: seals an instant confirmation inside the open transaction. @returns its number. @throws Fault SEAL_KEY_ABSENT. */
  confirmInstantly: (context: Context, dossierId: string) => string
}
