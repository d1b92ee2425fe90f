import { roles } from '#contract'
import { roleNames } from '../locale/roles'

/** A stored role in words; the program's own entries and unknown roles stay as written. */
export const roleName = (role: string): string => {
  const known = roles.find((one) => one === role)
  return known ? roleNames[known] : role
}
