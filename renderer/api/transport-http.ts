import { missedPushes } from '#contract/events'
import { connectionLost, type Transport } from './transport'

const storageKey = 'mohr.session'

/** Takes the one-time ticket out of the address (`#t=…`) before anything else reads it. */
export const takeTicket = (): string | null => {
  const ticket = /^#t=([\w-]+)/.exec(location.hash)?.[1] ?? null
  if (ticket) history.replaceState(null, '', `${location.pathname}${location.search}`)
  return ticket
}

const openSession = async (ticket: string | null): Promise<string | null> => {
  if (!ticket) return sessionStorage.getItem(storageKey)
  const answer = await fetch('/session', {
    method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ ticket }),
  })
  if (!answer.ok) return sessionStorage.getItem(storageKey)
  const { token } = (await answer.json()) as { token: string }
  sessionStorage.setItem(storageKey, token)
  return token
}

type Hearer = (payload: never) => void

/**
 * Loopback: bearer token for calls, one streaming request for events, opened again when it breaks. What was pushed meanwhile is
 * lost; hearers are told then that anything may have changed.
 */
export const httpTransport = (ticket: string | null): Transport => {
  const token = openSession(ticket).catch(() => null)
  const hearers = new Map<string, Set<Hearer>>()
  const headers = async (): Promise<Record<string, string>> => ({ authorization: `Bearer ${(await token) ?? ''}` })

  const tell = (event: string, payload: unknown): void => { hearers.get(event)?.forEach((hear) => { hear(payload as never) }) }
  let tried = false
  const listen = async (): Promise<void> => {
    const again = tried
    tried = true
    const answer = await fetch('/events', { headers: await headers() })
    if (!answer.ok || !answer.body) return
    if (again) for (const [event, payload] of Object.entries(missedPushes)) tell(event, payload)
    let rest = ''
    for await (const chunk of answer.body.pipeThrough(new TextDecoderStream())) {
      const lines = (rest + chunk).split('\n')
      rest = lines.pop() ?? ''
      for (const line of lines.filter(Boolean)) {
        const { event, payload } = JSON.parse(line) as { event: string; payload: unknown }
        tell(event, payload)
      }
    }
  }
  const keepListening = (): void => {
    void listen().catch(() => undefined).then(() => setTimeout(keepListening, 2000))
  }
  let listening = false

  return {
    call: async (name, input) => {
      try {
        const answer = await fetch('/call', {
          method: 'POST', headers: { ...(await headers()), 'content-type': 'application/json' },
          body: JSON.stringify({ name, input }),
        })
        return (await answer.json()) as unknown
      } catch {
        return connectionLost('http')
      }
    },
    on: (event, hear) => {
      const set = hearers.get(event) ?? new Set<Hearer>()
      hearers.set(event, set.add(hear as Hearer))
      if (!listening) {
        listening = true
        keepListening()
      }
      return () => { set.delete(hear as Hearer) }
    },
  }
}
