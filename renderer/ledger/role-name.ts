import { roles } from '#contract'
import { programRole, roleNames } from '../locale/roles'

/** A stored role in words, the program's own entries too; an unknown role stays as written. */
export const roleName = (role: string): string => {
  if (role === 'system') return programRole
  const known = roles.find((one) => one === role)
  return known ? roleNames[known] : role
}
