import { beforeEach, expect, test } from 'vitest'
import { contract } from '#contract'
import { findReview } from '#db/permits/review-repo'
import { permitHandlers } from '../permit-handlers'
import { createPermitOffice, now, type PermitOffice } from '../testing/permit-office'
import { reviewOf } from './note-review'

let office: PermitOffice
beforeEach(() => { office = createPermitOffice() })

const open = (dossierId: string, username = 'director') => now(permitHandlers.open(office.as('director', username), { dossierId })).frozen
const note = (frozen: { dossierId: string; digest: string }, seconds: number, toEnd = false, username = 'director') =>
  now(permitHandlers.noteReview(office.as('director', username), contract.permits.noteReview.input.parse({ dossierId: frozen.dossierId, digest: frozen.digest, seconds, toEnd }))).review
const at = (seconds: number): void => { office.clock.set(new Date(Date.parse('2026-11-21T06:12:09Z') + seconds * 1000).toISOString()) }

test('signing goal 2: opened, seconds on screen and read to the end are kept for the very bytes, and only grow', () => {
  const frozen = open(office.ready(1).id)
  expect(reviewOf(office.as('director'), frozen.digest)).toEqual({ opened: true, seconds: 0, toEnd: false })
  at(12)
  expect(note(frozen, 12)).toEqual({ opened: true, seconds: 12, toEnd: false })
  at(30)
  expect(note(frozen, 10, true)).toEqual({ opened: true, seconds: 22, toEnd: true })
  at(31)
  expect(note(frozen, 1, false)).toEqual({ opened: true, seconds: 23, toEnd: true })
})

test('more seconds than have passed are not believed, also after it was opened again', () => {
  const frozen = open(office.ready(1).id)
  at(5)
  expect(note(frozen, 600).seconds).toBe(5)
  at(100)
  open(frozen.dossierId)
  at(103)
  expect(note(frozen, 90).seconds).toBe(8)
})

test('what was never opened, another Director’s look, and bytes that changed since have no record to add to', () => {
  const { id } = office.ready(1)
  const [listed] = office.freeze([id])
  expect(() => note(listed!, 5)).toThrow('REVIEW_ABSENT')
  const frozen = open(id)
  expect(() => note(frozen, 5, false, 'other')).toThrow('REVIEW_ABSENT')
  expect(() => note({ ...frozen, dossierId: office.ready(2).id }, 5)).toThrow('REVIEW_ABSENT')
  office.clock.set('2026-11-22T06:00:00Z')
  expect(open(id).digest).not.toBe(frozen.digest)
  expect(() => note(frozen, 5)).toThrow('REVIEW_ABSENT')
  expect(findReview(office.db, frozen.digest, 'director')).toMatchObject({ seconds: 0 })
})
