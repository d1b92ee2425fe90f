import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { eventNames, type EventName } from '#contract/events'
import { httpTransport } from './transport-http'

type Stream = ReadableStreamDefaultController<Uint8Array>
let streams: Stream[]
let refusing: boolean
const realTimeout = setTimeout
const settled = (): Promise<void> => new Promise((resolve) => { realTimeout(resolve, 5) })

beforeEach(() => {
  streams = []
  refusing = false
  vi.useFakeTimers({ toFake: ['setTimeout'] })
  vi.stubGlobal('sessionStorage', { getItem: () => 'token' })
  vi.stubGlobal('fetch', () => Promise.resolve(refusing
    ? new Response(null, { status: 503 })
    : new Response(new ReadableStream<Uint8Array>({ start: (stream) => { streams.push(stream) } }))))
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

const listening = async (): Promise<{ heard: [EventName, unknown][] }> => {
  const heard: [EventName, unknown][] = []
  const { on } = httpTransport(null)
  for (const name of eventNames) on(name, (payload) => { heard.push([name, payload]) })
  await settled()
  return { heard }
}
const reopened = async (): Promise<void> => {
  await settled()
  await vi.advanceTimersByTimeAsync(2000)
  await settled()
}
const missed = [
  ['office.changed', {}], ['office.locked', { reason: 'idle' }], ['dossier.changed', { dossierId: null }], ['enquiry.changed', {}], ['sync.finished', { exitCode: null }], ['timestamps.changed', {}],
]

test('a stream that was cut comes back, and whoever hears is told that anything may have changed, once each time', async () => {
  const { heard } = await listening()
  expect(streams).toHaveLength(1)
  expect(heard).toEqual([])
  streams[0]!.error(new Error('cut off'))
  await reopened()
  expect(heard).toEqual(missed)
  streams[1]!.close()
  await reopened()
  expect(heard).toEqual([...missed, ...missed])
})

test('while the core refuses, nothing is told; after it, and before what the new stream says, everything', async () => {
  refusing = true
  const { heard } = await listening()
  await reopened()
  expect(heard).toEqual([])
  refusing = false
  await reopened()
  expect(heard).toEqual(missed)
  streams[0]!.enqueue(new TextEncoder().encode('\n{"event":"dossier.changed","payload":{"dossierId":"d"}}\n'))
  await settled()
  expect(heard.slice(missed.length)).toEqual([['dossier.changed', { dossierId: 'd' }]])
})
