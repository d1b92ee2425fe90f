import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { Role } from '#contract/define'
import type { Referral } from '#contract/referrals'
import type { Context, Printer } from '#main/app/ports'
import { paperHandlers } from '#main/papers/index'
import { referralHandlers } from '#main/referrals/index'
import { now, openYear, prepare, readyHolder, submit } from '#main/referrals/testing/ready-holder'
import { readPicture } from '#main/shells/cli/read-picture'
import { poppler, realPrinter, scanned } from '#main/shells/testing/real-printer'
import { createLoanOffice, directorPassphrase, type LoanOffice } from '#db/testing/loan-office'

let printer: Printer
let at: LoanOffice
beforeAll(() => { printer = realPrinter() })
afterAll(() => printer.close())
beforeEach(() => {
  at = createLoanOffice()
  openYear(at)
})

const as = (role: Role): Context => ({ ...at.as(role), printer })
const print = (id: string, role: Role = 'expert') => paperHandlers.printReferral(as(role), { id, as: 'sheets' })
const read = (id: string): Referral => now(referralHandlers.read(at.as('director'), { id }))
const submitted = (): Referral => submit(at, prepare(at, readyHolder(at, '0013542419', { firstName: 'سیده فاطمه‌زهرا معصومه‌سادات' }).no))
const signed = async (): Promise<Referral> => {
  const { id } = submitted()
  const { items } = now(referralHandlers.freeze(at.as('director'), { ids: [id] }))
  await referralHandlers.sign(at.as('director'), { items: items.map(({ digest }) => ({ id, digest })), passphrase: directorPassphrase })
  return read(id)
}
const letters = (text: string): string => text.normalize('NFKC').replace(/[^\p{L}\p{Nd}]/gu, '')
const prints = (): { copy: number; state: string }[] =>
  at.db.prepare<[], string>("SELECT payload FROM ledger_entries WHERE kind = 'referral.print' ORDER BY seq").pluck().all().map((text) => JSON.parse(text) as { copy: number; state: string })

test('S0-08, S4-01: the letter to the bank names holder, bank and amount on one page, and its code holds the whole signed referral', async () => {
  const referral = await signed()
  const { file, reprints } = await print(referral.id)
  expect({ reprints, name: file?.name }).toEqual({ reprints: 0, name: `${referral.no}.pdf` })
  const pdf = Buffer.from(file!.base64, 'base64')
  expect(poppler('pdfinfo', pdf)).toMatch(/Tagged: +yes[^]*Pages: +1\n/)
  const text = letters(poppler('pdftotext', pdf))
  for (const said of [referral.name, referral.fieldTitle, referral.bankTitle, referral.need, 'ریاست محترم بانک', '۸۰۰٬۰۰۰٬۰۰۰']) expect(text, said).toContain(letters(said))
  expect(poppler('pdffonts', pdf)).not.toMatch(/^(?!name|-|[A-Z]{6}\+Vazirmatn).+/m)
  expect(readPicture(readFileSync(scanned(pdf)))).toEqual({ text: referral.jws })
  expect(await print(referral.id, 'director')).toMatchObject({ reprints: 1 })
  expect(prints()).toMatchObject([{ copy: 1, state: 'issued' }, { copy: 2, state: 'issued' }])
})

test('S0-08: no letter of what nobody signed, and one that was withdrawn says so', async () => {
  const waiting = submitted()
  await expect(print(waiting.id)).rejects.toMatchObject({ code: 'REFERRAL_STATE', details: { state: 'awaiting_signature' } })
  now(referralHandlers.withdraw(at.as('expert'), { id: waiting.id, version: waiting.version, reason: 'انصراف' }))
  at = createLoanOffice()
  openYear(at)
  const referral = await signed()
  now(referralHandlers.withdraw(at.as('expert'), { id: referral.id, version: referral.version, reason: 'انصراف متقاضی' }))
  const text = letters(poppler('pdftotext', Buffer.from((await print(referral.id)).file!.base64, 'base64')))
  expect(text).toContain(letters('پس‌گرفته'))
  expect(text).toContain(letters('این برگ'))
})

test('a letter whose row was altered beside its signature is not printed', async () => {
  const { id, no } = await signed()
  at.db.exec('DROP TRIGGER referrals_signed_kept; DROP TRIGGER referrals_amount_fixed')
  at.db.prepare('UPDATE referrals SET amount_rial = amount_rial * 10 WHERE id = ?').run(id)
  await expect(print(id)).rejects.toMatchObject({ code: 'REFERRAL_DAMAGED', details: { no } })
  expect(prints()).toEqual([])
})
