import type { Page } from '@playwright/test'
import { pdfOf, pngOf } from '#main/documents/testing/sample-files'
import { expect, expectAccessible, pointerPresses, signIn, deskTest } from './fixtures'
import { bringToDirector, passphrase, prepareOffice, seatOf, type Applicant } from './prepared-office'
import type { Office } from './served-office'

const long = { firstName: 'سیده فاطمه‌زهرا معصومه‌سادات', lastName: 'موسوی‌زادۀ جزایری شوشتری بختیاری‌نسب اصل' }
const people: Applicant[] = [
  { firstName: 'نرگس', lastName: 'دیناروند', filedAgo: 16, mobile: '09161112233', birthDate: '1365/03/02' },
  { ...long, filedAgo: 13, mobile: '09161112233', birthDate: '1358/11/20' },
  { firstName: 'صدیقه', lastName: 'مکوندی', filedAgo: 2, skill: 'pending', countyCode: '0608', birthDate: '1377/07/07' },
  { firstName: 'نرگس', lastName: 'دیناروند', filedAgo: 6, person: 0, fieldCode: '1002', mobile: '09161112233', birthDate: '1365/03/02' },
]
type Listed = { items: { id: string; version: number; name: string; fieldTitle: string }[] }
type Queue = { items: { dossierId: string; version: number; name: string; look: string; marks: string[] }[] }

const grid = (page: Page) => page.getByRole('grid', { name: 'صف بررسی' })
const makeKey = async (page: Page): Promise<void> => {
  await page.getByRole('button', { name: 'ساختن کلید امضا' }).press('Enter')
  await expect(page.getByRole('dialog')).toBeVisible()
  await page.getByRole('textbox', { name: 'گذرواژۀ شما' }).focus()
  await page.keyboard.type(passphrase)
  await page.keyboard.press('Enter')
  await expect(page.getByRole('status').filter({ hasText: 'کلید امضا ساخته شد.' })).toBeVisible({ timeout: 30_000 })
}
const openedBy = async (page: Page, office: Office): Promise<void> => {
  await signIn(page, office, 'director')
  await makeKey(page)
  await grid(page).focus()
}
/** Two scans of the first applicant's papers, brought while the agency has the dossier. */
const attachScans = async (office: Office): Promise<void> => {
  const clerk = await seatOf(office, 'clerk')
  const { items } = (await clerk('dossiers.find', { text: 'نرگس دیناروند' })) as Listed
  const dossierId = items.find((item) => item.fieldTitle === 'خیاطی')?.id
  for (const [kind, bytes] of [['national-card', pngOf(600, 400, 210)], ['degree', pdfOf(2)]] as const) {
    await clerk('documents.attach', { dossierId, kind, contentBase64: bytes.toString('base64') })
  }
}

const test = deskTest(async () => {
  const office = await prepareOffice(people, 'at_agency')
  await attachScans(office)
  await bringToDirector(office)
  return office
})

test('signing row 1 and goals 2, 3: marks in words, scans beside the bytes, next unread and kept filters, without a pointer', async ({ page, desk }) => {
  await openedBy(page, desk)
  const sheet = page.getByRole('article')
  await expect(sheet).toContainText('نرگس دیناروند')
  const facts = page.getByRole('tabpanel')
  await expect(facts).toContainText('نخستین نگاه شما به این پرونده است.')
  await expect(facts).toContainText('همین شخص یک پروندۀ دیگر دارد.')
  await expect(facts).toContainText('همین شمارۀ همراه در یک پروندۀ شخص دیگر هم هست.')
  await expect(facts).toContainText(/ثانیه گذشته است/)
  await expect(facts.getByRole('link', { name: `${long.firstName} ${long.lastName}` })).toHaveAttribute('href', /#\/dossiers\//)
  await expect(page.locator('.queue-grid .is-here')).toContainText('نکته')
  await expectAccessible(page)

  // One press opens the scans, the next one turns to the next paper; what the core gave out is what counts as looked at.
  await page.keyboard.press(']')
  const stage = page.getByRole('group', { name: 'کارت ملی' })
  await expect(stage.getByRole('img')).toBeVisible()
  await expect(page.getByText('۱ از ۲ را باز کرده‌اید')).toBeVisible()
  await page.keyboard.press(']')
  await expect(page.getByRole('group', { name: /آخرین مدرک تحصیلی، صفحۀ ۱ از ۲/ }).getByRole('img')).toBeVisible()
  await expect(page.getByText('۲ از ۲ را باز کرده‌اید')).toBeVisible()
  await expect(sheet).toBeVisible()
  await expectAccessible(page)
  await page.keyboard.press('o')
  await page.keyboard.press('+')
  await page.keyboard.press('[')
  await expect(stage.getByRole('img')).toBeVisible()
  await page.keyboard.press('3')
  await expect(facts).toContainText('نظر دستگاه ثبت شد')
  await expectAccessible(page)
  await page.keyboard.press('1')

  // The record says what truly was: opened, some seconds, its end in sight; nothing of the rows passed over.
  const seat = await seatOf(desk, 'director')
  const queue = async (): Promise<Queue['items']> => ((await seat('permits.queue')) as Queue).items
  const looked = async () => (await queue()).find((item) => item.name === 'نرگس دیناروند' && item.look === 'same')
  await expect.poll(looked, 'her look was noted after two seconds').toBeDefined()
  const first = await looked()
  const digest = await sheet.locator('.ui-digest').last().getAttribute('title')
  await page.keyboard.press('n')
  await expect(sheet).toContainText(long.lastName)
  // The page told its part as she left, before it asked for the next: asking with nothing to add only reads the record.
  const { review } = (await seat('permits.noteReview', { dossierId: first?.dossierId, digest })) as { review: { opened: boolean; seconds: number; toEnd: boolean } }
  expect(review).toMatchObject({ opened: true, toEnd: true })
  expect(review.seconds).toBeGreaterThanOrEqual(2)

  // Unread only; the row she stands on stays until she leaves it.
  const chips = page.getByRole('group', { name: 'همه' })
  await chips.getByRole('button', { name: /^ندیده/ }).press('Enter')
  await expect(grid(page)).toHaveAttribute('aria-rowcount', '4')
  await chips.getByRole('button', { name: /^مشروط به مهارت/ }).press('Enter')
  await expect(grid(page)).toHaveAttribute('aria-rowcount', '2')
  await expect(sheet).toContainText('صدیقه مکوندی')
  await chips.getByRole('button', { name: 'نگه‌داشتن این صافی' }).press('Enter')
  await expect(page.getByLabel('نام صافی')).toBeFocused()
  await page.keyboard.type('مشروط ندیده')
  await expectAccessible(page)
  await page.keyboard.press('Enter')
  await expect(page.getByRole('status').filter({ hasText: 'صافی «مشروط ندیده» نگه داشته شد.' })).toBeVisible()
  await chips.getByRole('button', { name: 'برداشتن صافی' }).press('Enter')
  await expect(grid(page)).toHaveAttribute('aria-rowcount', '5')
  await chips.getByRole('button', { name: 'مشروط ندیده', exact: true }).press('Enter')
  await expect(chips.getByRole('button', { name: 'مشروط ندیده', exact: true })).toHaveAttribute('aria-pressed', 'true')
  await chips.getByRole('button', { name: 'پاک کردن صافی «مشروط ندیده»' }).press('Enter')
  await expect(chips.getByRole('button', { name: 'مشروط ندیده', exact: true })).toHaveCount(0)
  await chips.getByRole('button', { name: 'برداشتن صافی' }).press('Enter')
  await page.keyboard.press('Control+f')
  await expect(page.getByLabel('جست‌وجو در صف')).toBeFocused()
  await page.keyboard.type('مكوندي')
  await expect(grid(page)).toHaveAttribute('aria-rowcount', '2')
  await page.getByLabel('شهرستان').selectOption({ label: 'دزفول (۱)' })
  await expectAccessible(page)
  await page.getByLabel('جست‌وجو در صف').fill('هیچ‌کس')
  await expect(page.getByText('با این صافی چیزی نیست')).toBeVisible()
  await expectAccessible(page)
  await page.getByRole('button', { name: 'برداشتن صافی' }).last().press('Enter')

  // The key sheet teaches them.
  await grid(page).focus()
  await page.keyboard.press('?')
  await expect(page.getByRole('dialog')).toContainText('ندیدۀ بعدی')
  await expect(page.getByRole('dialog')).toContainText('مدرک پیشین و بعدی')
  await page.keyboard.press('Escape')
  expect(await pointerPresses(page)).toBe(0)
})

test('signing row 1: what changed since she last looked: old and new, when and by whom', async ({ page, desk }) => {
  await openedBy(page, desk)
  const facts = page.getByRole('tabpanel')
  await expect(facts).toContainText('نخستین نگاه شما')
  const seat = await seatOf(desk, 'director')
  const mine = async () => ((await seat('permits.queue')) as Queue).items.find((item) => item.name === 'نرگس دیناروند' && item.marks.includes('same_holder'))
  await expect.poll(async () => (await mine())?.look).toBe('same')

  const { dossierId, version } = (await mine())!
  await seat('permits.returnToExpert', { dossierId, version, reason: 'نشانی را درست کنید' })
  // The desk has seen it go and shows another one; else what stands before her would be kept as it was, with a notice.
  await expect(grid(page)).toHaveAttribute('aria-rowcount', '4')
  await expect(page.getByRole('article')).toContainText(long.lastName)
  const expert = await seatOf(desk, 'expert')
  const { person, version: now } = (await expert('dossiers.read', { id: dossierId })) as { version: number; person: Record<string, unknown> }
  const typed = { ...person, birthDate: '1365/03/02', militaryStatus: '', activityType: 'independent', address: 'اهواز، زیتون کارمندی، خیابان زاویه، پلاک ۴۴' }
  const { version: mended } = (await expert('dossiers.correctEntry', { id: dossierId, version: now, person: typed, answers: { iranian: true, residesAtPlace: true }, reason: 'به خواست مدیرکل' })) as { version: number }
  await expert('dossiers.submitForSignature', { id: dossierId, version: mended, readiness: 'ready', documentsSeen: true })

  const chips = page.getByRole('group', { name: 'همه' })
  await chips.getByRole('button', { name: /^تغییر کرده/ }).press('Enter')
  await expect(grid(page)).toContainText('تغییر کرده')
  await expect(facts).toContainText(/از نگاه پیشین شما، امروز، .* تغییر کرده است/)
  const change = facts.locator('.desk-changes li').filter({ hasText: 'نشانی' })
  await expect(change.locator('del')).toHaveText('اهواز، کیان‌پارس، خیابان ۱۰')
  await expect(change.locator('ins')).toHaveText('اهواز، زیتون کارمندی، خیابان زاویه، پلاک ۴۴')
  await expect(change).toContainText(/، امروز، [۰-۹:]+$/)
  await expectAccessible(page)
  await grid(page).focus()
  await page.keyboard.press('3')
  await expect(facts.locator('.fresh').first()).toContainText('پس از نگاه پیشین شما')
})

test('S0-10: a queue of a thousand stays a desk: only rows in sight are drawn, and any row is a few keys away', async ({ page }) => {
  test.setTimeout(300_000)
  const day = (n: number): string => `13${String(40 + (n % 45))}/${String(1 + (n % 12)).padStart(2, '0')}/${String(1 + (n % 28)).padStart(2, '0')}`
  const names = ['احمدی', 'جلالی', 'طرفی', 'سواری', 'کعبی', 'مکوندی', 'زنگنه', 'بهبهانی', 'عبیات', 'حیدری']
  const thousand = Array.from({ length: 1000 }, (_, n): Applicant => ({
    firstName: n === 700 ? 'یگانه' : 'زهرا', lastName: names[n % names.length]!, filedAgo: n % 13, birthDate: day(n), ...(n % 10 === 0 ? { skill: 'pending' } : {}),
  }))
  const office = await prepareOffice(thousand, 'awaiting_signature')
  try {
    await signIn(page, office, 'director')
    await expect(page.getByText('۱٬۰۰۰ پرونده آمادۀ تصمیم شما')).toBeVisible()
    await makeKey(page)
    await grid(page).focus()
    await expect(grid(page)).toHaveAttribute('aria-rowcount', '1001')
    expect(await page.locator('.queue-grid .g-body > [role="row"]').count()).toBeLessThan(60)
    await page.evaluate(() => {
      const kept = window as unknown as { frameTimes: number[] }
      kept.frameTimes = []
      addEventListener('keydown', () => {
        const at = performance.now()
        requestAnimationFrame(() => setTimeout(() => { kept.frameTimes.push(performance.now() - at) }))
      }, { capture: true })
    })
    for (let i = 0; i < 40; i += 1) await page.keyboard.press('j')
    await expect(page.locator('.queue-grid .is-here')).toHaveAttribute('aria-rowindex', '42')
    const times = await page.evaluate(() => (window as unknown as { frameTimes: number[] }).frameTimes)
    test.info().annotations.push({ type: 'key to next frame, ms', description: `median ${times.sort((a, b) => a - b)[Math.floor(times.length / 2)]?.toFixed(1)}, p95 ${times[Math.floor(times.length * 0.95)]?.toFixed(1)}` })
    await page.keyboard.press('End')
    await expect(page.locator('.queue-grid .is-here')).toHaveAttribute('aria-rowindex', '1001')
    await page.keyboard.press('Home')
    await expect(page.locator('.queue-grid .is-here')).toHaveAttribute('aria-rowindex', '2')
    await page.keyboard.press('Control+f')
    await page.keyboard.type('یگانه')
    await expect(grid(page)).toHaveAttribute('aria-rowcount', '2')
    await expect(page.getByRole('article')).toContainText('یگانه')
    await page.getByLabel('جست‌وجو در صف').fill('')
    await grid(page).focus()
    await page.keyboard.press('Control+a')
    await expect(page.getByRole('button', { name: 'رفتن به فهرست امضا (۱٬۰۰۰)' })).toBeVisible()
    await expectAccessible(page)

    // The list of dossiers is read page by page: coming back from one far down finds it again.
    await page.keyboard.press('F3')
    const list = page.getByRole('grid', { name: 'فهرست پرونده‌ها' })
    await expect(list).toHaveAttribute('aria-rowcount', '201')
    await page.getByRole('button', { name: 'ادامۀ فهرست' }).press('Enter')
    await expect(list).toHaveAttribute('aria-rowcount', '401')
    await list.focus()
    await page.keyboard.press('End')
    const far = list.locator('.is-here')
    await expect(far).toHaveAttribute('aria-rowindex', '401')
    const name = await far.getByRole('rowheader').innerText()
    await page.keyboard.press('Enter')
    await expect(page.getByRole('heading', { name: 'مسیر پرونده' })).toBeVisible()
    await page.keyboard.press('Escape')
    await expect(list).toBeFocused()
    await expect(far).toHaveAttribute('aria-rowindex', '401')
    expect(await far.getByRole('rowheader').innerText()).toBe(name)
  } finally {
    await office.stop()
  }
})

test('an empty queue says why and what next', async ({ page }) => {
  const office = await prepareOffice([{ firstName: 'نرگس', lastName: 'دیناروند', filedAgo: 2 }], 'at_agency')
  try {
    await signIn(page, office, 'director')
    await expect(page.getByText('صف خالی است')).toBeVisible()
    await expect(page.getByRole('link', { name: 'دیدن دفتر مجوزها' })).toBeVisible()
    await expectAccessible(page)
  } finally {
    await office.stop()
  }
})
