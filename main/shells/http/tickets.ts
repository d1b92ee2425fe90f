import { randomBytes } from 'node:crypto'

const lifetime = 2 * 60_000
const most = 8

/**
 * Tickets that let one page in: each works once, for two minutes. At most eight live at a time; a ninth ends the oldest.
 * A ticket travels in the address's fragment, which no browser sends or logs.
 */
export const createTickets = (now: () => number): { issue(): string; redeem(ticket: unknown): boolean } => {
  const live = new Map<string, number>()
  return {
    issue: () => {
      for (const oldest of [...live.keys()].slice(0, Math.max(0, live.size - most + 1))) live.delete(oldest)
      const ticket = randomBytes(24).toString('base64url')
      live.set(ticket, now() + lifetime)
      return ticket
    },
    redeem: (ticket) => {
      if (typeof ticket !== 'string') return false
      const end = live.get(ticket)
      live.delete(ticket)
      return end !== undefined && now() <= end
    },
  }
}
