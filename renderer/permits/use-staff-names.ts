import { computed } from 'vue'
import { useQuery } from '../api'
import { useSession } from '../session'

/** A colleague's name by user name, where this role may see the staff; empty where it may not or nobody has it. */
export const useStaffNames = (): ((username: string) => string) => {
  const session = useSession()
  const { value } = useQuery('staff.list', () => (session.has('director', 'system_manager', 'it') ? {} : null))
  const names = computed(() => new Map(value.value?.members.map((member) => [member.username, member.displayName])))
  return (username) => names.value.get(username) ?? ''
}
