import { expect, test } from 'vitest'
import { codeOf } from '#main/app/testing/code-of'
import { checkpointHandlers } from '#main/checkpoints/index'
import { timestampHandlers } from '#main/timestamps/index'
import { findPermit } from '#db/permits/permit-repo'
import { saveDevice } from '#db/registry/device-repo'
import { permitHandlers } from './permit-handlers'
import { createPermitOffice, now, type PermitOffice } from './testing/permit-office'

/** An office that was enrolled this very moment. */
const enrolled = (): PermitOffice => {
  const office = createPermitOffice()
  saveDevice(office.db, {
    deviceId: 'd', incarnation: 'i', privatePem: '', url: 'https://registry.example.ir', caPem: null, registryId: 'r', registryPem: '', epoch: 'e', unit: '0600',
    streams: ['dossiers'], training: false, floorSeq: 0, enrolledAt: office.clock.now().toISOString(),
  })
  return office
}
const later = (office: PermitOffice, days: number): void => { office.clock.pass(days * 86_400_000) }
const anchor = (office: PermitOffice) => now(timestampHandlers.status(office.as('director'), {})).anchor

test('D14: told from the third day, stopped after the seventh; a sheet that is sealed to be printed opens it again', async () => {
  const office = enrolled()
  const no = await office.issue(1)
  expect(anchor(office)).toMatchObject({ state: 'good', days: 0, limitDays: 7 })
  later(office, 3.5)
  expect(anchor(office)).toMatchObject({ state: 'late', days: 3 })
  expect(await codeOf(() => office.issue(2))).toBe('none')
  later(office, 4)
  expect(anchor(office)).toMatchObject({ state: 'overdue', days: 7 })
  const waiting = office.ready(3)
  expect(await codeOf(() => office.sign([waiting.id]))).toBe('ANCHOR_OVERDUE')
  expect(await codeOf(() => office.file(4, { fieldCode: '2001' }))).toBe('ANCHOR_OVERDUE')
  // Taking a right away is never held up.
  now(permitHandlers.suspend(office.as('director'), { no, reason: 'بازرسی' }))
  expect(findPermit(office.db, no)!.status).toBe('suspended')
  await checkpointHandlers.seal(office.as('director'), {})
  expect(anchor(office)).toMatchObject({ state: 'good', days: 0 })
  expect((await office.sign([waiting.id]))[0]).toMatchObject({ outcome: 'signed' })
})

test('D14: a receipt of the registry for a seal is an anchor, a seal of the night alone is none', async () => {
  const office = enrolled()
  await office.issue(1)
  later(office, 6)
  const sealed = await checkpointHandlers.seal(office.as('it'), {})
  office.db.exec("DROP TRIGGER checkpoints_no_update; UPDATE checkpoints SET cause = 'daily'")
  later(office, 2)
  expect(anchor(office).state).toBe('overdue')
  office.db.prepare("UPDATE deliveries SET state = 'acknowledged', receipt = '{}' WHERE op_id = (SELECT op_id FROM checkpoints WHERE size = ?)").run(sealed.size)
  expect(anchor(office)).toMatchObject({ state: 'good', days: 2 })
})

test('D14: an office that is enrolled nowhere has nobody to be out of touch with', async () => {
  const office = createPermitOffice()
  later(office, 30)
  expect(anchor(office)).toEqual({ state: 'none', at: null, days: 0, limitDays: 7 })
  expect(await codeOf(() => office.issue(1))).toBe('none')
})
