import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { MessageKey } from '#contract/messages'
import type { DossierState } from '#contract/dossiers'
import { addDays } from '#contract/values/jalali'
import { Fault } from '#main/app/fault'
import { ledgerHandlers } from '#main/ledger/index'
import { transitions } from '#main/workflow/index'
import { acts, choose, development, field, passDay, registered, starred, supporter } from './testing/acts'
import { createCounter, type Counter } from './testing/counter'
import { draftOf, filedOf, zahra } from './testing/submissions'

const five = ['counselling', 'aptitude', 'training', 'product_improvement', 'market_knowledge'] as const

/** The messages of table rows, in the order of a path; two of one row where the row has several. */
const said = (...ids: string[]): (MessageKey | null)[] => ids.map((id) => {
  const [row, outcome] = id.split(':')
  const found = transitions.find((one) => one.id === row && (outcome === undefined || one.to === outcome) && !(one.id === 'T01' && one.from !== null))
  if (!found) throw new Error(`no row ${id}`)
  return found.message
})
const walked = async (walk: (counter: Counter, act: ReturnType<typeof acts>) => Promise<unknown>): Promise<string[]> => {
  const counter = createCounter()
  await walk(counter, acts(counter))
  expect(await ledgerHandlers.verify(counter.context, {})).toMatchObject({ ok: true })
  return counter.told()
}
const told = (...ids: string[]): string[] => said(...ids).filter((key) => key !== null)

describe('S0-12: the applicant hears of every stage, as the table says', () => {
  test('S3-08: the normal path: registered, agency, own review, Director', async () => {
    expect(await walked(async (counter, { opine, submit }) => {
      const id = await filedOf(counter)
      await opine(id)
      await submit(id)
    })).toEqual(told('T01', 'T04', 'T06', 'T11', 'T15'))
  })

  test('S3-09, S3-10: the development model passes through empowerment', async () => {
    expect(await walked(async (counter, { opine, empower, finish, submit }) => {
      const id = await filedOf(counter, zahra, development)
      await opine(id)
      for (const item of five) await empower(id, item)
      await finish(id)
      await submit(id)
    })).toEqual(told('T01', 'T04', 'T06', 'T12', 'T14', 'T15'))
  })

  test('S0-04: the second agency of a starred field adds no message of its own', async () => {
    expect(await walked(async (counter, { opine }) => {
      const id = await filedOf(counter, zahra, starred)
      await opine(id)
      await opine(id)
    })).toEqual(told('T01', 'T04', 'T06', 'T07', 'T11'))
  })

  test('T08, T09, T27, T20: asked, answered, called, withdrawn', async () => {
    expect(await walked(async (counter, { giveBack, answer, visit, withdraw }) => {
      const id = await filedOf(counter)
      await giveBack(id)
      await answer(id)
      await visit(id)
      await withdraw(id)
    })).toEqual(told('T01', 'T04', 'T06', 'T08', 'T09', 'T27', 'T20'))
  })

  test('T10, T19: refused, objected, refused again', async () => {
    expect(await walked(async (counter, { opine, object }) => {
      const id = await filedOf(counter)
      await opine(id, { decision: 'reject', note: 'محل مناسب نیست' })
      await object(id)
      await opine(id, { decision: 'reject', note: 'محل مناسب نیست' })
    })).toEqual(told('T01', 'T04', 'T06', 'T10', 'T19', 'T10'))
  })

  test('T21: lapsed; T22: a death is told to nobody; T23: the covered hear of the pool', async () => {
    expect(await walked(async (counter, { giveBack }) => {
      choose(counter, 'correctionReplyDays', '5')
      await giveBack(await filedOf(counter))
      counter.setToday('2026-12-01')
      passDay(counter)
    })).toEqual(told('T01', 'T04', 'T06', 'T08', 'T21'))
    expect(await walked(async (counter, { die }) => {
      await filedOf(counter)
      await die()
    })).toEqual(told('T01', 'T04', 'T06', 'T22'))
    expect(await walked((counter) => filedOf(counter, { ...zahra, activityType: 'covered' }))).toEqual(told('T01', 'T04', 'T23'))
  })

  test('a registration-based supporter hears of the filing, then nothing until the visit', async () => {
    expect(await walked((counter) => filedOf(counter, supporter, registered))).toEqual(told('T01', 'T04'))
  })
})

type Step = { name: string; run: (act: ReturnType<typeof acts>, id: string) => Promise<unknown>; row: string }
const steps: Step[] = [
  { name: 'approve', run: (act, id) => act.opine(id), row: 'dossiers.recordOpinion' },
  { name: 'reject', run: (act, id) => act.opine(id, { decision: 'reject', note: 'محل مناسب نیست' }), row: 'dossiers.recordOpinion' },
  { name: 'ask', run: (act, id) => act.opine(id, { decision: 'correct', note: 'مساحت را بنویسید' }), row: 'dossiers.returnForCorrection' },
  { name: 'giveBack', run: (act, id) => act.giveBack(id), row: 'dossiers.returnForCorrection' },
  { name: 'answer', run: (act, id) => act.answer(id), row: 'dossiers.resubmit' },
  { name: 'submit', run: (act, id) => act.submit(id), row: 'dossiers.submitForSignature' },
  { name: 'refuse', run: (act, id) => act.submit(id, { proposal: 'refuse', reasons: ['نقص'] }), row: 'dossiers.submitForSignature' },
  ...five.map((item): Step => ({ name: item, run: (act, id) => act.empower(id, item), row: 'dossiers.recordEmpowerment' })),
  { name: 'finish', run: (act, id) => act.finish(id), row: 'dossiers.finishEmpowerment' },
  { name: 'object', run: (act, id) => act.object(id), row: 'dossiers.object' },
  { name: 'visit', run: (act, id) => act.visit(id), row: 'dossiers.announceVisit' },
  { name: 'withdraw', run: (act, id) => act.withdraw(id), row: 'dossiers.withdraw' },
  { name: 'die', run: (act) => act.die(), row: 'dossiers.recordDeath' },
]

test('random walks of real commands never leave the table, say what it says, never lose a promised day, and leave a whole chain', async () => {
  const counter = createCounter()
  const act = acts(counter)
  const days = () => counter.context.clock.today()
  const fields = [field('1001'), development, starred]
  let walks = 0
  await fc.assert(fc.asyncProperty(fc.nat(2), fc.array(fc.record({ step: fc.nat(steps.length - 2), wait: fc.nat(3) }), { minLength: 4, maxLength: 14 }), async (which, walk) => {
    walks += 1
    const id = (await draftOf(counter, zahra, fields[which]!).then(async ({ id: draft, version }) => {
      await counter.ask('file', { id: draft, version, declaration: true })
      return draft
    }))
    for (const { step, wait } of walk) {
      counter.setToday(addDays(days(), wait))
      await take(counter, act, id, steps[step]!)
    }
    if (!['withdrawn', 'refused', 'issued'].includes(counter.row(id).state)) await act.withdraw(id)
  }), { numRuns: 25 })
  expect(walks).toBeGreaterThanOrEqual(25)
  expect(await ledgerHandlers.verify(counter.context, {})).toMatchObject({ ok: true })
}, 60_000)

/** One step: either a fault that changes nothing, or a row of the table with its message. */
const take = async (counter: Counter, act: ReturnType<typeof acts>, id: string, step: Step): Promise<void> => {
  const before = counter.row(id)
  const heard = counter.told().length
  try {
    await step.run(act, id)
  } catch (error) {
    if (!(error instanceof Fault)) throw error
    expect(counter.row(id)).toEqual(before)
    expect(counter.told()).toHaveLength(heard)
    return
  }
  const after = counter.row(id)
  const row = transitions.find((one) => one.from === before.state && one.command === step.row && one.to === after.state)
  expect(row, `${step.name}: ${before.state} → ${after.state}`).toBeDefined()
  const untimed = step.row === 'dossiers.resubmit' && after.dueOn === null
  if (!untimed) expect(counter.told().slice(heard)).toEqual(row?.message ? [row.message] : [])
  const running: DossierState[] = ['at_agency', 'in_empowerment', 'in_expert_review', 'awaiting_signature']
  if (before.dueOn && after.dueOn && running.includes(after.state)) expect(after.dueOn >= before.dueOn).toBe(true)
}
