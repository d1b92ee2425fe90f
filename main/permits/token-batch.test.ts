import { beforeAll, beforeEach, expect, test, vi } from 'vitest'
import type { SignOutcome } from '#contract/permits'
import { signingHandlers } from '#main/signing/index'
import type { SoftToken } from '#main/signing/testing/soft-token'
import { giveToken } from '#main/signing/testing/token-office'
import { loadNative } from '#main/signing/token/native'
import { findPermit } from '#db/permits/permit-repo'
import { activeKidOf, listKeys } from '#db/signing/key-repo'
import { permitHandlers } from './permit-handlers'
import { createPermitOffice, now, openPermitOffice, type PermitOffice } from './testing/permit-office'
import { verifyPermitText } from './verify-permit'

type Report = { outcomes: SignOutcome[]; signed: number; failed: number; untouched: number; batch: string | null }
const count = 100

let office: PermitOffice
let waiting: PermitOffice
let token: SoftToken
let items: { dossierId: string; digest: string }[]
beforeAll(() => {
  waiting = createPermitOffice()
  for (let i = 1; i <= count; i += 1) waiting.ready(i)
  waiting.db.close()
}, 60_000)
beforeEach(async () => {
  office = openPermitOffice(waiting.home, waiting.databaseKey)
  token = giveToken(office).token
  await signingHandlers.makeTokenKey(office.as('director'), {
    module: 'soft', serial: token.serial, label: 'مهر', pin: token.pin, replaces: activeKidOf(office.db, 'director', 'director') ?? null,
  })
  const ids = office.db.prepare<[], string>("SELECT id FROM dossiers WHERE state = 'awaiting_signature' ORDER BY id").pluck().all()
  items = office.freeze(ids).map(({ dossierId, digest }) => ({ dossierId, digest }))
  office.openPicked(ids)
})
const sign = (pin = token.pin, wanted = items) => permitHandlers.sign(office.as('director'), { items: wanted, passphrase: pin }) as Promise<Report>
const permits = (): { no: string; jws: string }[] => office.db.prepare<[], { no: string; jws: string }>('SELECT no, jws FROM permits ORDER BY seq').all()
const verified = (): number => permits().filter(({ jws }) => verifyPermitText(jws, listKeys(office.db)).outcome === 'valid').length
const codeOf = (failing: Promise<unknown>): Promise<unknown> => failing.then(() => 'none', (fault: unknown) => Reflect.get(Object(fault), 'code'))

test('signing row 9: a batch signed by a token, its manifest too, stands like any other', async () => {
  const report = await sign()
  expect(report).toMatchObject({ signed: count, failed: 0, untouched: 0 })
  expect(verified()).toBe(count)
  expect(now(permitHandlers.readBatch(office.as('director'), { no: report.batch! }))).toMatchObject({ state: 'done', signed: count, kid: activeKidOf(office.db, 'director', 'director') })
})

test('security check 24: the token is pulled out during the 50th of 100: signed, failed and untouched are told apart, and no permit is half', async () => {
  const pkcs11 = loadNative()!.PKCS11.prototype
  const begin = Reflect.get(pkcs11, 'C_SignInit')
  let asked = 0
  // The manifest is the first that the token signs.
  vi.spyOn(pkcs11, 'C_SignInit').mockImplementation(function (this: unknown, ...args) {
    asked += 1
    if (asked === 51) token.pullOut()
    return Reflect.apply(begin, this, args)
  })
  const report = await sign()
  vi.restoreAllMocks()
  expect(report).toMatchObject({ signed: 49, failed: 1, untouched: 50 })
  expect(asked, 'nothing more is asked of a token that is gone').toBe(51)
  expect(report.outcomes.map(({ outcome }) => outcome)).toEqual([...Array<string>(49).fill('signed'), 'failed', ...Array<string>(50).fill('untouched')])
  expect(report.outcomes[49]).toEqual({ dossierId: items[49]!.dossierId, outcome: 'failed', reason: 'token_absent' })
  expect(verified()).toBe(49)
  const issued = office.db.prepare<[], { id: string; no: string }>("SELECT id, permit_no AS no FROM dossiers WHERE state = 'issued'").all()
  expect(issued.map(({ no }) => findPermit(office.db, no)?.dossierId)).toEqual(issued.map(({ id }) => id))
  expect(issued).toHaveLength(49)
  const batch = now(permitHandlers.readBatch(office.as('director'), { no: report.batch! }))
  expect(batch).toMatchObject({ state: 'token', signed: 49, failed: 1, untouched: 50 })

  const rest = items.slice(49)
  expect(await codeOf(sign(token.pin, rest))).toBe('TOKEN_ABSENT')
  token.putBack()
  office.openPicked(rest.map(({ dossierId }) => dossierId))
  expect(await sign(token.pin, rest)).toMatchObject({ signed: 51, failed: 0, untouched: 0 })
  expect(verified()).toBe(count)
  expect(new Set(permits().map(({ no }) => no)).size).toBe(count)
})

test('signing row 10: a wrong PIN signs no permit and no manifest, and is not tried again', async () => {
  const entries = (): unknown => office.db.prepare("SELECT count(*) AS n FROM ledger_entries WHERE kind IN ('batch.sign', 'permit.sign')").get()
  const before = entries()
  expect(await codeOf(sign('0000'))).toBe('PIN_WRONG')
  expect(entries()).toEqual(before)
  expect(permits()).toEqual([])
  expect(office.db.prepare("SELECT count(*) AS n FROM ledger_entries WHERE kind = 'key.openFailed'").get()).toEqual({ n: 1 })
  token.lock()
  expect(await codeOf(sign())).toBe('TOKEN_LOCKED')
  expect(permits()).toEqual([])
})
