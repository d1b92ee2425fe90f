import { defineStore } from 'pinia'
import { computed, ref, shallowRef } from 'vue'
import type { LockReason } from '#contract/events'
import type { Capability } from '#contract/office'
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
  /** Why the person is out, when it was not by signing out. */
  const lockedBy = ref<LockReason | null>(null)

  const roles = computed<readonly Role[]>(() => me.value?.roles ?? [])
  /** The core's day: what deadlines are counted from. */
  const today = computed(() => status.value?.today ?? '')
  const has = (...wanted: Role[]): boolean => wanted.some((role) => roles.value.includes(role))
  /** What the host can do: a screen hides what it can't. */
  const can = (what: Capability): boolean => status.value?.capabilities[what] === true

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
      lockedBy.value = null
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
  let founding = false
  /** What an office passes through while it is made is nobody's business: its invented staff come and go. */
  const found = async (work: () => Promise<void>): Promise<void> => {
    founding = true
    try {
      await work()
    } finally {
      founding = false
      await refreshStatus()
    }
  }
  on('office.changed', () => { if (!founding) void refreshStatus() })
  // Every page hears it; whether it was this one, the core knows.
  on('office.locked', ({ reason }) => {
    if (!me.value) return
    void call('staff.me').then((answer) => {
      if (!answer.ok && answer.error.code === 'NOT_SIGNED_IN') lockedBy.value = reason
    })
  })

  return { status, me, lockedBy, failure, ready, roles, today, has, can, start, refreshStatus, refreshMe, found, signIn, signOut }
})
