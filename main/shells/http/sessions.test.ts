import { expect, test, vi } from 'vitest'
import type { Connection } from '#main/app/create-app'
import { createSessions } from './sessions'

const connection = (): Connection => ({ call: vi.fn(), on: vi.fn(), onAny: vi.fn(), close: vi.fn() })

test('a page that was closed is signed out after half an hour; one that listens never is', () => {
  let now = 0
  const opened: Connection[] = []
  const sessions = createSessions(() => { opened.push(connection()); return opened.at(-1)! }, () => now)
  const [closed, listening] = [`Bearer ${sessions.open()}`, `Bearer ${sessions.open()}`]
  sessions.find(listening)!.streams = 1
  now = 30 * 60_000 + 1
  sessions.sweep()
  expect(opened[0]!.close).toHaveBeenCalledOnce()
  expect(sessions.find(closed)).toBeNull()
  expect(sessions.find(listening)).not.toBeNull()
  sessions.closeAll()
  expect(opened[1]!.close).toHaveBeenCalledOnce()
})
