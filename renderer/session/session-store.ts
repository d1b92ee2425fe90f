import { defineStore } from 'pinia'
import { computed, ref, shallowRef } from 'vue'
import type { Failure, OutputOf, ResultOf, Role } from '#contract'
import { call, on, onSignedOut } from '../api'

type Status = OutputOf<'office.status'>
type Me = OutputOf<'staff.me'>

/** Who is here and in which office. Holds no passphrase, ever. */
export const useSession = defineStore('session', () => {
  const status = shallowRef<Status | null>(null)
  const me = shallowRef<Me | null>(null)
  const failure = shallowRef<Failure | null>(null)
  const ready = ref(false)

  const roles = computed<readonly Role[]>(() => me.value?.roles ?? [])
  /** The core's day: what deadlines are counted from. */
  const today = computed(() => status.value?.today ?? '')
  const has = (...wanted: Role[]): boolean => wanted.some((role) => roles.value.includes(role))

  const refreshStatus = async (): Promise<void> => {
    const answer = await call('office.status')
    failure.value = answer.ok ? null : answer.error
    if (answer.ok) status.value = answer.value
  }
  const refreshMe = async (): Promise<void> => {
    const answer = await call('staff.me')
    if (answer.ok) me.value = answer.value
  }

  /** First look at the office; a reload in the middle of a session finds the person again. */
  const start = async (): Promise<void> => {
    await refreshStatus()
    if (status.value?.state === 'open') await refreshMe()
    ready.value = true
  }
  const signIn = async (username: string, passphrase: string): Promise<ResultOf<'staff.signIn'>> => {
    const answer = await call('staff.signIn', { username, passphrase })
    if (answer.ok) {
      await refreshStatus()
      me.value = answer.value
    }
    return answer
  }
  const signOut = async (): Promise<void> => {
    await call('staff.signOut')
    me.value = null
    await refreshStatus()
  }

  onSignedOut(() => { me.value = null })
  on('office.changed', () => { void refreshStatus() })

  return { status, me, failure, ready, roles, today, has, start, refreshStatus, refreshMe, signIn, signOut }
})
