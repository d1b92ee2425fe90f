import { expect, test } from 'vitest'
import { createTickets } from './tickets'

test('a ticket ends after two minutes', () => {
  let now = 0
  const tickets = createTickets(() => now)
  const [first, second] = [tickets.issue(), tickets.issue()]
  now = 120_000
  expect(tickets.redeem(first)).toBe(true)
  now = 120_001
  expect(tickets.redeem(second)).toBe(false)
})

test('eight tickets live at a time: a ninth ends the oldest', () => {
  const tickets = createTickets(() => 0)
  const issued = Array.from({ length: 9 }, () => tickets.issue())
  expect(issued.map((ticket) => tickets.redeem(ticket))).toEqual([false, ...Array.from({ length: 8 }, () => true)])
})
