import { expect, expectAccessible, signIn, test } from './fixtures'

test('the list is walked, searched and read by keyboard, and coming back finds the row', async ({ page, trainingOffice }) => {
  await signIn(page, trainingOffice, 'clerk')
  await page.keyboard.press('F3')
  const grid = page.getByRole('grid', { name: 'فهرست پرونده‌ها' })
  await expect(grid).toBeVisible()
  await expectAccessible(page)
  await expect(page.getByLabel('جست‌وجوی پرونده')).toBeFocused()
  await page.keyboard.press('Enter')
  await page.keyboard.press('j')
  const row = await grid.getAttribute('aria-activedescendant')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: 'مسیر پرونده' })).toBeVisible()
  await expectAccessible(page)
  await page.keyboard.press('Escape')
  await expect(grid).toBeFocused()
  expect((await grid.getAttribute('aria-activedescendant'))?.split('-').at(-1)).toBe(row?.split('-').at(-1))

  await page.keyboard.press('Control+f')
  await page.keyboard.type('ژژژژ')
  await expect(page.getByRole('heading', { name: 'چیزی با این جست‌وجو نخواند' })).toBeVisible()
  await expectAccessible(page)
})

test('a file that is no table is refused whole; a table is answered row by row', async ({ page, trainingOffice }) => {
  await signIn(page, trainingOffice, 'clerk')
  await page.goto(`${trainingOffice.origin}/#/dossiers/import`)
  const chooser = page.locator('input[type=file]')
  await chooser.setInputFiles({ name: 'a.csv', mimeType: 'text/csv', buffer: Buffer.from([0xff, 0xfe, 0x41, 0xd8]) })
  await expect(page.getByRole('alert')).toContainText('هیچ ردیفی')
  await expectAccessible(page)

  const columns = 'activityType,nationalId,firstName,lastName,fatherName,birthDate,gender,militaryStatus,mobile,countyCode,address,postalCode,fieldCode,planTitle,skillEvidence,governmentEmployee,loanWanted,loanAmountRial,sheba,documents,receivedOn'
  const row = 'independent,1234567890,نرگس,دیناروند,یوسف,1370/02/14,female,,09161234567,0603,اهواز کیان‌پارس,6134678911,X,طرح,certificate,no,no,,,,'
  await chooser.setInputFiles({ name: 'b.csv', mimeType: 'text/csv', buffer: Buffer.from(`${columns}\n${row}\n`) })
  await expect(page.getByRole('grid', { name: 'نتیجۀ هر ردیف' })).toContainText('کد ملی')
  await expectAccessible(page)
})

test('S4-19: the registration form is printed with its tracking code, free of charge', async ({ page, trainingOffice }) => {
  await signIn(page, trainingOffice, 'clerk')
  await page.keyboard.press('F3')
  const grid = page.getByRole('grid', { name: 'فهرست پرونده‌ها' })
  await expect(grid).toBeVisible()
  await page.getByRole('button', { name: 'نزد دستگاه' }).press('Enter')
  await expect(grid.getByRole('gridcell', { name: 'صادرشده' })).toHaveCount(0)
  const code = (await grid.locator('[role=row] bdi.id').first().textContent())!
  await page.getByLabel('جست‌وجوی پرونده').fill(code)
  await page.keyboard.press('Enter')
  await page.keyboard.press('Home')
  await page.keyboard.press('Enter')
  await page.getByRole('link', { name: 'چاپ فرم' }).press('Enter')
  const paper = page.getByRole('article', { name: 'A4' })
  await expect(paper).toContainText(code)
  await expect(paper).toContainText('این خدمت رایگان است.')
  await expectAccessible(page)
})

test('S0-16: the expert mends a company after filing, with a reason that stands in the course', async ({ page, trainingOffice }) => {
  await signIn(page, trainingOffice, 'expert')
  await page.keyboard.press('F3')
  await page.getByRole('link', { name: 'شرکت بافندگان نمونۀ کارون' }).first().click()
  await page.getByRole('link', { name: 'اصلاح اطلاعات' }).press('Enter')
  await expect(page.getByLabel('نام شرکت', { exact: true })).toHaveValue('شرکت بافندگان نمونۀ کارون')
  await expectAccessible(page)
  await page.getByLabel('نام شرکت', { exact: true }).fill('شرکت بافندگان نمونۀ دجله')
  await page.keyboard.press('Control+Enter')
  await expect(page.getByRole('alert')).toContainText('دلیل اصلاح')
  await page.getByLabel('دلیل اصلاح').fill('نام در اساسنامه دیگر است')
  await page.keyboard.press('Control+Enter')
  await expect(page.getByRole('heading', { name: 'شرکت بافندگان نمونۀ دجله' })).toBeVisible()
  await expect(page.getByText('نام در اساسنامه دیگر است')).toBeVisible()
})
