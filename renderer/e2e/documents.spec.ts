import { readFileSync } from 'node:fs'
import type { Page } from '@playwright/test'
import { pdfOf, pngOf } from '#main/documents/testing/sample-files'
import { expect, expectAccessible, pointerPresses, signIn, test as base } from './fixtures'
import { prepareOffice, seatOf } from './prepared-office'
import type { Office } from './served-office'

const test = base.extend<object, { casework: Office }>({
  casework: [async ({ browserName: _ }, use) => {
    const office = await prepareOffice([{ firstName: 'نرگس', lastName: 'دیناروند', filedAgo: 2 }, { firstName: 'زهرا سادات', lastName: 'موسوی‌نژاد خوزستانی', filedAgo: 3 }], 'at_agency')
    await use(office)
    await office.stop()
  }, { scope: 'worker', timeout: 120_000 }],
})

type Listed = { items: { id: string; trackingCode: string; name: string }[] }
const dossierOf = async (office: Office, name: string): Promise<{ id: string; trackingCode: string }> => {
  const clerk = await seatOf(office, 'clerk')
  const found = (await clerk('dossiers.find', { text: name })) as Listed
  return found.items[0]!
}
const openDossier = async (page: Page, office: Office, username: string, name: string): Promise<void> => {
  const { id } = await dossierOf(office, name)
  await signIn(page, office, username)
  await page.evaluate((to) => { location.hash = to }, `#/dossiers/${id}`)
  await expect(page.getByRole('heading', { name: 'تصویر مدارک' })).toBeVisible()
}

/** A real picture of a card, made by the browser that will show it. */
const jpegOfCard = async (page: Page, text: string, width = 860, height = 540): Promise<Buffer> => {
  const base64 = await page.evaluate(async ([label, w, h]) => {
    const canvas = document.createElement('canvas')
    canvas.width = w
    canvas.height = h
    const pen = canvas.getContext('2d')!
    pen.fillStyle = '#e8f0ee'
    pen.fillRect(0, 0, w, h)
    pen.fillStyle = '#22403f'
    pen.font = `${h / 9}px sans-serif`
    pen.fillText(label, w / 10, h / 3)
    for (let i = 0; i < 5; i += 1) pen.fillRect(w / 10, h / 2 + (i * h) / 12, w * 0.6, h / 60)
    const blob = await new Promise<Blob>((done) => { canvas.toBlob((made) => { done(made!) }, 'image/jpeg', 0.9) })
    return btoa(String.fromCharCode(...new Uint8Array(await blob.arrayBuffer())))
  }, [text, width, height] as const)
  return Buffer.from(base64, 'base64')
}
type File = { name: string; mimeType: string; buffer: Buffer }
/** Presses Enter on a button and answers the system's file window. */
const choose = async (page: Page, button: string, ...files: File[]): Promise<void> => {
  await page.getByRole('button', { name: button, exact: true }).focus()
  const [window] = await Promise.all([page.waitForEvent('filechooser'), page.keyboard.press('Enter')])
  await window.setFiles(files)
}
/** The same picture with megabytes of comments, as a camera's maker writes them. */
const heavy = (jpeg: Buffer, megabytes: number): Buffer => {
  const comment = Buffer.concat([Buffer.from([0xff, 0xfe, 0xff, 0xff]), Buffer.alloc(0xfffd, 0x20)])
  return Buffer.concat([jpeg.subarray(0, 2), ...Array.from({ length: megabytes * 16 }, () => comment), jpeg.subarray(2)])
}
const line = (page: Page, name: string) => page.locator('.scan-line', { hasText: name })

test('S0-21, S4-14, S4-15, S4-16: a clerk attaches five papers without one pointer press and looks at them', async ({ page, casework }) => {
  await openDossier(page, casework, 'clerk', 'دیناروند')
  await expectAccessible(page)
  await choose(page, 'پیوست فایل: کارت ملی', { name: 'card.jpg', mimeType: 'image/jpeg', buffer: await jpegOfCard(page, 'National card') })
  await expect(line(page, 'کارت ملی').getByText('رسیده است', { exact: true })).toBeVisible()
  await expect(line(page, 'کارت ملی').locator('.scan-thumb img')).toBeVisible()

  await choose(page, 'پیوست فایل: عکس ۴×۳', { name: '1.jpg', mimeType: 'image/jpeg', buffer: await jpegOfCard(page, 'Photo', 300, 400) })
  await expect(line(page, 'عکس').getByText('۱ از ۲ رسیده است')).toBeVisible()
  await choose(page, 'افزودن برگ: عکس ۴×۳', { name: '2.png', mimeType: 'image/png', buffer: pngOf(300, 400) })
  await expect(line(page, 'عکس').getByText('رسیده است', { exact: true })).toBeVisible()
  await expect(page.getByRole('button', { name: 'افزودن برگ: عکس ۴×۳' })).toHaveCount(0)

  await page.getByLabel('کدام یک؟').focus()
  await page.keyboard.press('ArrowDown')
  await choose(page, 'پیوست فایل: سند مالکیت یا قولنامۀ خانه', { name: 'contract.pdf', mimeType: 'application/pdf', buffer: pdfOf(3) })
  await expect(line(page, 'سند مالکیت یا قولنامۀ خانه').getByText('قولنامه یا اجاره‌نامۀ خانه، PDF')).toBeVisible()
  await expect(line(page, 'سند مالکیت یا قولنامۀ خانه').locator('.scan-thumb img')).toBeVisible()
  await choose(page, 'پیوست فایل: شناسنامه', { name: 'birth.jpg', mimeType: 'image/jpeg', buffer: await jpegOfCard(page, 'Birth certificate', 540, 860) })
  await expect(line(page, 'شناسنامه').getByText('رسیده است', { exact: true })).toBeVisible()
  await expectAccessible(page)

  await page.getByRole('button', { name: 'دیدن کارت ملی' }).press('Enter')
  const viewer = page.getByRole('dialog')
  await expect(viewer.getByRole('img', { name: 'کارت ملی' })).toBeVisible()
  await expect(viewer.getByRole('group', { name: 'کارت ملی' })).toBeFocused()
  await expectAccessible(page)
  const width = async (): Promise<number> => (await viewer.locator('.scan-sheet').boundingBox())!.width
  const fitted = await width()
  await page.keyboard.press('Equal')
  await expect.poll(width).toBeGreaterThan(fitted)
  await page.keyboard.press('Digit0')
  await expect.poll(width).toBe(fitted)
  await page.keyboard.press('KeyO')
  await expect.poll(width).toBeLessThan(fitted)
  await page.keyboard.press('BracketRight')
  await expect(viewer.getByRole('img', { name: 'سند مالکیت' }).or(viewer.getByRole('img', { name: /قولنامه/ }))).toBeVisible()
  await expect(viewer.getByText('صفحۀ ۱ از ۳', { exact: false }).first()).toBeVisible()
  await page.keyboard.press('PageDown')
  await expect(viewer.getByText('صفحۀ ۲ از ۳', { exact: false }).first()).toBeVisible()
  await expectAccessible(page)
  await page.keyboard.press('Escape')
  await expect(page.getByRole('button', { name: 'دیدن کارت ملی' })).toBeFocused()
  expect(await pointerPresses(page)).toBe(0)
})

test('a wrong file is told on its line, by what it is and the way out, and nothing is lost', async ({ page, casework }) => {
  await openDossier(page, casework, 'clerk', 'موسوی')
  await choose(page, 'پیوست فایل: کارت ملی', { name: 'good.jpg', mimeType: 'image/jpeg', buffer: await jpegOfCard(page, 'Card') })
  await expect(line(page, 'کارت ملی').locator('.scan-thumb')).toBeVisible()
  await choose(page, 'جایگزینی: کارت ملی', { name: 'card.jpg', mimeType: 'image/jpeg', buffer: Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>') })
  const alert = line(page, 'کارت ملی').getByRole('alert')
  await expect(alert).toContainText('«card.jpg» برای کارت ملی پیوست نشد')
  await expect(alert).toContainText('این یک تصویر SVG است')
  await expect(line(page, 'کارت ملی').locator('.scan-thumb')).toHaveCount(1)
  await choose(page, 'پیوست فایل: شناسنامه', { name: 'big.jpg', mimeType: 'image/jpeg', buffer: Buffer.alloc(10 * 1024 * 1024 + 1, 1) })
  await expect(line(page, 'شناسنامه').getByRole('alert')).toContainText('از ۱۰ مگابایت بزرگ‌تر')
  await choose(page, 'پیوست فایل: عکس ۴×۳', { name: 'photo.pdf', mimeType: 'application/pdf', buffer: pdfOf(1) })
  await expect(line(page, 'عکس').getByRole('alert')).toContainText('نه PDF')
  await expectAccessible(page)

  await choose(page, 'پیوست فایل: آخرین مدرک تحصیلی', { name: 'camera.jpg', mimeType: 'image/jpeg', buffer: heavy(await jpegOfCard(page, 'Degree'), 9) })
  await expect(line(page, 'آخرین مدرک تحصیلی').getByText('۹٫۰ مگابایت')).toBeVisible()

  const dropped = await page.evaluateHandle((bytes) => {
    const carried = new DataTransfer()
    carried.items.add(new File([new Uint8Array(bytes)], 'skill.png', { type: 'image/png' }))
    return carried
  }, [...pngOf(90, 60)])
  await line(page, 'گواهی مهارت').dispatchEvent('drop', { dataTransfer: dropped })
  await expect(line(page, 'گواهی مهارت').getByText('رسیده است', { exact: true })).toBeVisible()
})

test('S4-17: the expert verifies, rejects and waives with a reason; the ledger says who looked', async ({ page, casework }) => {
  await openDossier(page, casework, 'expert', 'دیناروند')
  await choose(page, 'پیوست فایل: آخرین مدرک تحصیلی', { name: 'degree.pdf', mimeType: 'application/pdf', buffer: pdfOf(2) })
  await page.getByRole('button', { name: 'تأیید: آخرین مدرک تحصیلی' }).press('Enter')
  await expect(line(page, 'آخرین مدرک تحصیلی').getByText('تأیید شد')).toBeVisible()
  await page.getByRole('button', { name: 'نپذیرفتن: آخرین مدرک تحصیلی' }).press('Enter')
  await page.getByRole('dialog').getByRole('button', { name: 'نپذیرفتن' }).press('Enter')
  await expect(page.getByRole('dialog').getByText('این مورد را وارد کنید.')).toBeVisible()
  await page.getByLabel('دلیل').fill('مهر دانشگاه خوانا نیست')
  await expectAccessible(page)
  await page.getByRole('dialog').getByRole('button', { name: 'نپذیرفتن' }).press('Enter')
  await expect(line(page, 'آخرین مدرک تحصیلی').getByText('دلیل: مهر دانشگاه خوانا نیست')).toBeVisible()
  await page.getByRole('button', { name: 'لازم نیست…: فرم چاپی ثبت‌نام' }).press('Enter')
  await page.getByLabel('دلیل').fill('فرم در سامانه امضا شده است')
  await page.getByRole('dialog').getByRole('button', { name: 'لازم نیست' }).press('Enter')
  await expect(line(page, 'فرم چاپی').locator('.ui-chip')).toHaveText('لازم نیست')
  await page.getByRole('button', { name: 'دیدن آخرین مدرک تحصیلی' }).press('Enter')
  await expect(page.getByRole('dialog').getByText('صفحۀ ۱ از ۲', { exact: false }).first()).toBeVisible()
  const manager = await seatOf(casework, 'manager')
  const seen = (await manager('ledger.list', { kind: 'pd.view' })) as { items: { kind: string; actor: string }[] }
  expect(seen.items.length).toBeGreaterThan(0)

  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('dialog').getByRole('button', { name: 'ذخیرۀ فایل' }).press('Enter')])
  expect(readFileSync(await download.path()).equals(pdfOf(2))).toBe(true)
  expect(download.suggestedFilename()).toMatch(/^degree-.{8}\.pdf$/)
})
