import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect, test as base, type Page } from '@playwright/test'
import { toQrDigits } from '#contract/verify/qr-text'
import type { StatusValue } from '#contract/verify/status-list'
import { logPem, proofOf } from '#main/checkpoints/testing/proof-of'
import { canonicalText } from '#main/ledger/index'
import { actingCorpus } from '#main/permits/testing/acting-corpus'
import { badWhereLettersAreJudged } from '#main/permits/testing/bad-permits'
import { manifestOfPermits } from '#main/permits/testing/manifest-of'
import { bytesWith, samplePermit } from '#main/permits/testing/sample-permit'
import { statusListOf } from '#main/permits/testing/status-list-of'
import { trustOf } from '#main/permits/testing/trust-of'
import { makeTestKey } from '#main/signing/testing/key-pair'
import { rawToken } from '#main/signing/testing/raw-token'
import { drawnBeside, drawnJpeg, drawnPng } from '#main/shells/testing/drawn-code'
import { expectAccessible } from './fixtures'

const pageFile = join(__dirname, '../../out/verifier/mohr-verify.html')
const director = makeTestKey()
const seal = makeTestKey('seal')
const stranger = makeTestKey()
const permit = (change: Record<string, unknown> = {}, key = director): string =>
  rawToken(key, { alg: 'PS256', kid: key.kid, typ: 'permit+jws' }, bytesWith(samplePermit, change))
const good = permit()
const now = '2026-11-21T08:00:00Z'

/** The page as a bank opens it: from a file, with a fixed clock, and nothing may leave it or complain. */
const test = base.extend<{ bank: Page }>({
  bank: async ({ page }, use) => {
    const faults: string[] = []
    page.on('console', (message) => { faults.push(`console: ${message.text()}`) })
    page.on('pageerror', (error) => { faults.push(`page: ${error.message}`) })
    page.on('request', (request) => { if (request.url() !== pathToFileURL(pageFile).href && !request.url().startsWith('data:font/')) faults.push(`request: ${request.url().slice(0, 80)}`) })
    page.on('dialog', (dialog) => { faults.push(`dialog: ${dialog.message()}`) })
    await page.clock.setFixedTime(new Date(now))
    await page.goto(pathToFileURL(pageFile).href)
    await use(page)
    expect(faults).toEqual([])
  },
})

const give = (page: Page, label: string, name: string, content: string | Buffer, mimeType = 'text/plain') =>
  page.getByLabel(label, { exact: true }).and(page.locator('input')).setInputFiles({ name, mimeType, buffer: Buffer.from(content) })
const giveTrust = (page: Page, content = trustOf([director, seal])) => give(page, 'انتخاب فایل اعتماد', 'trust-0600.json', content)
const giveList = (page: Page, content: string) => give(page, 'انتخاب فهرست وضعیت', 'status-0600-1.jwt', content)
const givePermit = (page: Page, name: string, content: string | Buffer, type?: string) => give(page, 'انتخاب فایل یا عکس', name, content, type)
const list = (value: StatusValue, options = {}) => statusListOf(seal, { 41872: value }, options)
const paste = async (page: Page, text: string): Promise<void> => {
  await page.getByLabel('یا متن آن را بچسبانید').fill(text)
  await page.getByRole('button', { name: 'بررسی', exact: true }).click()
}
const answer = (page: Page) => page.locator('.answer')
const word = (page: Page) => answer(page).getByRole('heading')

test('S0-24, signing rows 16, 17 and goal 5: valid with a fresh list, by keyboard alone, with what was signed', async ({ bank }) => {
  await giveTrust(bank)
  await expect(bank.locator('.phone-words li')).toHaveCount(10)
  await giveList(bank, list(0))
  await expect(bank.getByText('0600-1، ۱۴۰۵/۰۸/۳۰، ۰۹:۴۲')).toBeVisible()
  await bank.getByLabel('یا متن آن را بچسبانید').focus()
  await bank.keyboard.insertText(`${good}\n`)
  await bank.keyboard.press('Control+Enter')
  await expect(word(bank)).toHaveText('معتبر')
  await expect(answer(bank)).toContainText('این پاسخ بر پایۀ فهرست شنبه ۳۰ آبان ۱۴۰۵، ۰۹:۴۲ است.')
  await expect(bank.getByRole('region', { name: 'پاسخ' })).toBeFocused()
  for (const fact of ['زهرا نمونه‌پور', '۰۰۱۳', 'خیاطی', 'P-0600-1405-01-00042-7', '۳۰ آبان ۱۴۰۵', '۳۰ اردیبهشت ۱۴۰۶', 'کلید مدیرکل']) await expect(answer(bank).getByText(fact, { exact: true })).toBeVisible()
  await expectAccessible(bank)
})

for (const [value, kind, said] of [[1, 'revoked', 'باطل شده'], [2, 'suspended', 'تعلیق شده'], [3, 'superseded', 'جایگزین شده']] as const) {
  test(`S1-B7, signing row 18: ${kind} in the list is said so in big words`, async ({ bank }) => {
    await giveTrust(bank)
    await giveList(bank, list(value))
    await paste(bank, good)
    await expect(word(bank)).toHaveText(said)
    await expect(answer(bank)).toHaveAttribute('data-kind', kind)
    await expectAccessible(bank)
  })
}

test('signing row 18: a signer that nobody vouches for, and a page that was given no keys yet', async ({ bank }) => {
  await paste(bank, good)
  await expect(word(bank)).toHaveText('امضاکنندۀ ناشناخته')
  await expect(answer(bank)).toContainText('هنوز فایل اعتماد هیچ اداره‌ای داده نشده است')
  await giveTrust(bank)
  await expect(answer(bank)).toHaveCount(0)
  await paste(bank, permit({}, stranger))
  await expect(word(bank)).toHaveText('امضاکنندۀ ناشناخته')
  await expectAccessible(bank)
})

test('signing row 18: without a list, or with an old one, the status is not known since', async ({ bank }) => {
  await giveTrust(bank)
  await paste(bank, good)
  await expect(word(bank)).toHaveText('امضا درست، وضعیت نامعلوم')
  await giveList(bank, list(0, { at: '2026-11-10T06:00:00Z' }))
  await expect(bank.getByText('کهنه است')).toBeVisible()
  await paste(bank, good)
  await expect(word(bank)).toHaveText('امضا درست، وضعیت نامعلوم')
  await expect(answer(bank)).toContainText('وضعیت از سه‌شنبه ۱۹ آبان ۱۴۰۵، ۰۹:۳۰ نامعلوم')
  await expectAccessible(bank)
})

test('a practice permit and one that ran out are never called valid', async ({ bank }) => {
  await giveTrust(bank)
  await giveList(bank, list(0))
  await paste(bank, permit({ test: true }))
  await expect(word(bank)).toHaveText('آزمایشی')
  await expect(answer(bank)).toContainText('فاقد اعتبار')
  await paste(bank, permit({ till: '2026-11-20' }))
  await expect(word(bank)).toHaveText('پایان‌یافته')
  await expectAccessible(bank)
})

test('a file, a scan and a photograph of the code; a code cut off is named', async ({ bank }) => {
  await giveTrust(bank)
  await giveList(bank, list(0))
  const digits = toQrDigits(good)
  const given: [string, string | Buffer, string][] = [
    ['a.jws', `${good}\n`, ''], ['a.png', drawnPng(digits), 'image/png'], ['a.jpg', drawnJpeg(digits, { turn: 0.06 }), 'image/jpeg'], ['b.png', drawnPng(good), 'image/png'],
  ]
  for (const [name, content, type] of given) {
    await givePermit(bank, name, content, type || 'application/octet-stream')
    await expect(word(bank), name).toHaveText('معتبر')
    await bank.getByRole('button', { name: 'بررسی دیگر' }).click()
    await expect(answer(bank)).toHaveCount(0)
  }
  await givePermit(bank, 'cut.png', drawnPng(digits, { cut: 0.4 }), 'image/png')
  await expect(answer(bank)).toHaveAttribute('data-reason', 'no_code')
  await givePermit(bank, 'broken.png', drawnPng(digits).subarray(0, 500), 'image/png')
  await expect(answer(bank)).toHaveAttribute('data-reason', 'picture')
  await givePermit(bank, 'scan.pdf', '%PDF-1.7\n', 'application/pdf')
  await expect(answer(bank)).toHaveAttribute('data-reason', 'pdf')
  await expect(answer(bank)).toContainText('این فایل PDF است')
  // Of a permit that nobody could read nothing is said, not even that it is none.
  await expect(word(bank)).toHaveText('خوانده نشد')
  await expectAccessible(bank)
  await givePermit(bank, 'desk.png', drawnBeside(digits, 'https://example.ir/another/paper'), 'image/png')
  await expect(word(bank)).toHaveText('معتبر')
  await givePermit(bank, 'slanted.jpg', drawnJpeg(digits, { turn: Math.PI / 4 }), 'image/jpeg')
  await expect(word(bank)).toHaveText('معتبر')
})

test('keys and lists that are not what they say are refused, and what was there stays', async ({ bank }) => {
  await giveList(bank, list(0))
  await expect(bank.getByText('نخست فایل اعتماد را بدهید')).toBeVisible()
  await giveTrust(bank, trustOf([director, seal]).replace(':', ': '))
  await expect(bank.getByText('پذیرفته نشد')).toBeVisible()
  await giveTrust(bank)
  await giveList(bank, statusListOf(makeTestKey('seal'), {}))
  await expect(bank.getByText('این فهرست با کلیدهای اداره نمی‌خواند')).toBeVisible()
  await expectAccessible(bank)
})

test('signing row 31: every bad permit of the list is refused in Chromium for its own reason', async ({ bank }) => {
  await giveTrust(bank)
  await giveList(bank, list(0))
  const found: [string, string | null][] = []
  const corpus = badWhereLettersAreJudged(director, seal, stranger)
  for (const { name, text } of corpus) {
    // As a file: a text box would change line breaks before anything could be refused.
    await givePermit(bank, 'permit.jws', text)
    await expect(answer(bank)).toBeVisible()
    found.push([name, await answer(bank).getAttribute('data-reason')])
    expect(['forged', 'unreadable', 'stranger']).toContain(await answer(bank).getAttribute('data-kind'))
    await bank.getByRole('button', { name: 'بررسی دیگر' }).click()
    await expect(answer(bank)).toHaveCount(0)
  }
  expect(found).toEqual(corpus.map(({ name, reason }) => [name, reason]))
})

test('signing row 13: an acting director’s permit: valid; outside its days or scope, taken back, or without its delegation', async ({ bank }) => {
  const acting = makeTestKey('acting')
  const corpus = actingCorpus(director, acting, seal, makeTestKey('acting'))
  await giveTrust(bank, trustOf([director, seal], { delegations: corpus.delegations }))
  await giveList(bank, list(0))
  for (const { name, text } of corpus.good) {
    await paste(bank, text)
    await expect(word(bank), name).toHaveText('معتبر')
    await expect(answer(bank)).toContainText('نرگس نمونه‌کار، معاون اشتغال')
  }
  await expectAccessible(bank)
  const kinds = { delegation_dates: 'unentitled', delegation_scope: 'unentitled', delegation_revoked: 'unentitled', delegation_unknown: 'stranger' } as const
  for (const { name, text, reason } of corpus.bad.filter((one) => one.reason in kinds)) {
    await paste(bank, text)
    await expect(answer(bank), name).toHaveAttribute('data-reason', reason)
    await expect(answer(bank), name).toHaveAttribute('data-kind', kinds[reason as keyof typeof kinds])
  }
  await expectAccessible(bank)
  // Keys that know of no delegation at all: the page says what to ask the office for, and takes it.
  await giveTrust(bank)
  await giveList(bank, list(0))
  await paste(bank, corpus.good[0]!.text)
  await expect(answer(bank)).toContainText('حکم جانشینی او در میان آنچه داده‌اید نیست')
  await givePermit(bank, 'delegation-0600-x.jws', `${corpus.delegations[0]!.jws}\n`)
  await paste(bank, corpus.good[0]!.text)
  await expect(word(bank)).toHaveText('معتبر')
})

test('signing goal 1, S0-24: manifest and proof beside a permit; a proof kept from before lifts a lost key; a timestamp is left to others', async ({ bank }) => {
  const batch = manifestOfPermits(director, [samplePermit])
  const beside = (name: string, content: string) => give(bank, 'انتخاب سیاهه، سند یا کلید دفتر', name, content)
  const panel = bank.getByRole('region', { name: 'سیاهۀ دسته و جای مجوز در دفتر' })
  await giveTrust(bank)
  await giveList(bank, list(0))
  await beside('B-0600-1405-01-00001-3.jws', `${batch.jws}\n`)
  await expect(panel).toContainText('سیاهۀ B-۰۶۰۰-۱۴۰۵-۰۱-۰۰۰۰۱-۳')
  await paste(bank, batch.permit(samplePermit))
  await expect(word(bank)).toHaveText('معتبر')
  await expect(answer(bank)).toContainText('در سیاهۀ دستۀ B-۰۶۰۰-۱۴۰۵-۰۱-۰۰۰۰۱-۳ آمده است')
  await paste(bank, batch.permit({ ...samplePermit, name: 'کسی دیگر' }))
  await expect(word(bank)).toHaveText('در سیاهه نیست')
  await expect(answer(bank)).toHaveAttribute('data-kind', 'unlisted')

  const lost = '2026-11-20T08:00:00Z'
  const file = JSON.parse(trustOf([director, seal])) as { keys: { use: string }[] }
  const old = permit({ on: '2026-11-19', at: '2026-11-19T08:00:00Z' })
  await giveTrust(bank, canonicalText({ ...file, at: lost, v: 2, keys: file.keys.map((key) => (key.use === 'director' ? { ...key, lost } : key)) }))
  await giveList(bank, list(0))
  await beside(`${samplePermit.no}.tlog-proof`, proofOf(old, samplePermit))
  await paste(bank, old)
  await expect(word(bank)).toHaveText('امضا درست، وضعیت نامعلوم')
  await expect(answer(bank)).toContainText('کلید همگانی دفتر داده نشده است')
  await beside('log.pem', logPem)
  await paste(bank, old)
  await expect(answer(bank)).toContainText('ردیف ۲ از ۲، زیر مهر دفتر')
  await expect(word(bank)).toHaveText('امضا درست، وضعیت نامعلوم')
  const kept = panel.getByLabel('این سند از چه روزی نزد شماست؟')
  for (const [day, said] of [['1405/08/29', 'امضا درست، وضعیت نامعلوم'], ['1405/08/28', 'معتبر']] as const) {
    await kept.fill(day)
    await kept.blur()
    await paste(bank, old)
    await expect(word(bank), day).toHaveText(said)
  }
  await expect(answer(bank)).toContainText('پیش از آن‌که کلید به دست دیگری بیفتد در دفتر بوده است')
  await expectAccessible(bank)
  await kept.fill('دیروز')
  await kept.blur()
  await expect(panel).toContainText('روز را این‌گونه بنویسید')
  await beside('P.tsr', '0')
  await expect(panel).toContainText('این صفحه مهر زمانی (tsr) را نمی‌سنجد')
  await beside('B-1.jws', 'no manifest')
  await expect(panel).toContainText('پذیرفته نشد')
  await expectAccessible(bank)
})

test('an older trust file of the same root is refused by name, and what the newer one says stays', async ({ bank }) => {
  const root = makeTestKey('director', 4096)
  const kid = `r-${root.kid.slice(2)}`
  const member = { cert: 'A'.repeat(200), kid, spki: root.publicKey.export({ type: 'spki', format: 'der' }).toString('base64url') }
  const file = JSON.parse(trustOf([director, seal])) as { keys: { use: string }[] }
  const signed = (at: string, lost: object): string => {
    const keys = file.keys.map((key) => (key.use === 'director' ? { ...key, ...lost } : key))
    return canonicalText({ signed: rawToken(root, { alg: 'PS256', kid, typ: 'trust+jws' }, canonicalText({ ...file, at, keys, root: member, v: 2 })), typ: 'mohr-trust', v: 2 })
  }
  const old = permit({ on: '2026-11-19', at: '2026-11-19T08:00:00Z' })
  const older = signed('2026-11-10T08:00:00Z', {})
  await giveTrust(bank, older)
  await giveList(bank, list(0))
  await paste(bank, old)
  await expect(word(bank)).toHaveText('معتبر')
  await giveTrust(bank, signed('2026-11-20T09:00:00Z', { lost: '2026-11-20T08:00:00Z' }))
  await expect(bank.getByText('تازه‌ترین دگرگونی در این فایل: ۱۴۰۵/۰۸/۲۹، ۱۲:۳۰')).toBeVisible()
  await expect(answer(bank)).toHaveCount(0)
  // Keys that another file had between the two make the older one no better.
  await giveTrust(bank)
  await giveTrust(bank, older)
  await expect(bank.getByText('از فایل اعتمادی که به این صفحه داده شده کهنه‌تر است')).toBeVisible()
  await giveTrust(bank, signed('2026-11-20T09:00:00Z', { lost: '2026-11-20T08:00:00Z' }))
  await giveTrust(bank, older)
  await giveList(bank, list(0))
  await paste(bank, old)
  await expect(word(bank)).toHaveText('امضا درست، وضعیت نامعلوم')
  await expectAccessible(bank)
})

base('the file names no address, and its policy lets no other script run and nothing out', async ({ page }) => {
  const html = readFileSync(pageFile, 'utf8')
  expect(html).toMatch(/default-src 'none'; script-src 'sha256-[^']+'; style-src 'sha256-[^']+'; font-src data:/)
  expect(html.slice(0, html.indexOf('<style>')) + html.slice(html.indexOf('</style>')).slice(0, 200)).not.toMatch(/<(?:link|img|iframe|base)\b|src=/)
  await page.goto(pathToFileURL(pageFile).href)
  const refused = await page.evaluate(async () => {
    const violated: string[] = []
    document.addEventListener('securitypolicyviolation', (event) => { violated.push(event.effectiveDirective) })
    await fetch('https://example.ir/').catch(() => undefined)
    document.body.append(Object.assign(document.createElement('img'), { src: 'https://example.ir/a.png' }))
    try {
      document.body.append(Object.assign(document.createElement('script'), { text: 'window.ran = true' }))
    } catch {
      // Trusted Types refuse text as script.
    }
    await new Promise((resolve) => { setTimeout(resolve, 100) })
    return { ran: 'ran' in window, violated }
  })
  expect(refused.ran).toBe(false)
  for (const directive of ['connect-src', 'img-src', 'require-trusted-types-for']) expect(refused.violated).toContain(directive)
})
