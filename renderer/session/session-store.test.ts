import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, expect, test } from 'vitest'
import type { EventName } from '#contract'
import { missedPushes } from '#contract/events'
import { connect } from '../api'
import { useSession } from './session-store'

const person = { username: 'director', displayName: 'د', roles: ['director'] }
let here: boolean
let hearers: Map<EventName, (payload: never) => void>

beforeEach(() => {
  here = true
  hearers = new Map()
  connect({
    call: (name) => Promise.resolve(name === 'staff.me'
      ? here ? { ok: true, value: person } : { ok: false, error: { code: 'NOT_SIGNED_IN', ref: '' } }
      : { ok: true, value: { state: 'open' } }),
    on: (event, hear) => {
      hearers.set(event, hear)
      return () => undefined
    },
  })
  setActivePinia(createPinia())
})

/** As a page hears it whose stream of events was broken for a while. */
const backAgain = async (): Promise<void> => {
  hearers.get('office.locked')!(missedPushes['office.locked'] as never)
  await new Promise((resolve) => { setTimeout(resolve) })
}

test('a lock that may have been missed puts nobody out whom the core still knows', async () => {
  const session = useSession()
  await session.start()
  await backAgain()
  expect([session.me?.username, session.lockedBy]).toEqual(['director', null])
})

test('one that was missed is found out from the core, with its reason', async () => {
  const session = useSession()
  await session.start()
  here = false
  await backAgain()
  expect([session.me, session.lockedBy]).toEqual([null, 'idle'])
})
