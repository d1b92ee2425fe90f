import { describe, expect, test } from 'vitest'
import { createDb, freshHome } from '#db/testing/memory-db'
import { dailySteps, runDailyRound } from './daily-round'
import type { Context, DailyStep } from './ports'

const office = (): { context: Context; logged: string[] } => {
  const db = createDb()
  const logged: string[] = []
  const context: Context = {
    db, home: freshHome(), office: { name: 'اداره', unit: '0600', training: true }, actor: { username: 'clerk', displayName: '', role: 'clerk' },
    clock: { now: () => new Date('2026-11-21T06:00:00Z'), today: () => '2026-11-21' },
    vault: { openUserKey: () => { throw new Error('no key is needed here') } },
    emit: () => undefined, log: { write: (_level, event, facts) => void logged.push(`${event} ${JSON.stringify(facts ?? {})}`) },
  }
  return { context, logged }
}
const counting = (name: string, parts: number): DailyStep & { seen: string[]; by: string[] } => {
  const [seen, by]: [string[], string[]] = [[], []]
  return {
    name, seen, by,
    chunk: (context, today, after) => {
      seen.push(`${today} ${after}`)
      by.push(`${context.actor.username}:${context.actor.role}`)
      const n = after === '' ? 1 : Number(after) + 1
      return { done: 1, next: n < parts ? String(n) : null }
    },
  }
}

describe('the daily round', () => {
  test('each step to its last chunk, once a day, as nobody’s act, and again the next day', async () => {
    const { context, logged } = office()
    const [a, b] = [counting('a', 3), counting('b', 1)]
    await runDailyRound(context, '2026-11-21', [a, b])
    await runDailyRound(context, '2026-11-21', [a, b])
    expect([a.seen, b.seen]).toEqual([['2026-11-21 ', '2026-11-21 1', '2026-11-21 2'], ['2026-11-21 ']])
    expect(new Set(a.by)).toEqual(new Set(['system:system']))
    expect(logged).toContain('daily.step {"name":"a","done":3}')
    await runDailyRound(context, '2026-11-22', [a, b])
    expect(b.seen).toEqual(['2026-11-21 ', '2026-11-22 '])
  })

  test('two who ask at once share one round', async () => {
    const { context } = office()
    const step = counting('a', 2)
    await Promise.all([runDailyRound(context, '2026-11-21', [step]), runDailyRound(context, '2026-11-21', [step])])
    expect(step.seen).toHaveLength(2)
  })

  test('a step that fails stands in nobody’s way, is told by its name, and the day is done again', async () => {
    const { context, logged } = office()
    const other = counting('b', 1)
    let broken = true
    const failing: DailyStep = { name: 'a', chunk: () => { if (broken) throw new RangeError('a citizen’s name'); return { done: 0, next: null } } }
    await runDailyRound(context, '2026-11-21', [failing, other])
    expect(other.seen).toHaveLength(1)
    expect(logged.join()).toContain('daily.step_failed {"name":"a","done":0,"error":"RangeError"}')
    expect(logged.join()).not.toContain('citizen')
    broken = false
    await runDailyRound(context, '2026-11-21', [failing, other])
    await runDailyRound(context, '2026-11-21', [failing, other])
    expect(other.seen).toHaveLength(2)
  })

  test('an office that is locked in the middle stops it between two transactions; the next sign-in does the day again', async () => {
    const { context } = office()
    const step = counting('a', 5)
    const closing: DailyStep = { name: 'close', chunk: (inner, today, after) => { const part = step.chunk(inner, today, after); if (step.seen.length === 2) inner.db.close(); return part } }
    await runDailyRound(context, '2026-11-21', [closing, step])
    expect(step.seen).toHaveLength(2)
  })

  test('S0-27, S1-B7, S0-13: what the office does by itself each day is all here, and an empty office has nothing to do', async () => {
    expect(dailySteps.map((step) => step.name)).toEqual(expect.arrayContaining(['dossiers.lapse.draft', 'dossiers.lapse.correction', 'dossiers.overdue']))
    expect(dailySteps.filter((step) => step.name.startsWith('permits.')).length).toBeGreaterThanOrEqual(4)
    const { context, logged } = office()
    await runDailyRound(context)
    expect(logged).toEqual(['daily.round {"day":"2026-11-21","whole":true}'])
  })
})
