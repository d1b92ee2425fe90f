// Writes submissions.csv and template.csv beside it: invented people only. Seeded, so that it writes the same bytes again.
// National IDs have a right check digit and a Khuzestan prefix; mobiles, postal codes and accounts are out of thin air.
import { writeFileSync } from 'node:fs'

const columns = [
  'activityType', 'nationalId', 'firstName', 'lastName', 'fatherName', 'birthDate', 'gender', 'militaryStatus', 'mobile', 'countyCode', 'address',
  'postalCode', 'fieldCode', 'planTitle', 'skillEvidence', 'governmentEmployee', 'loanWanted', 'loanAmountRial', 'sheba', 'documents', 'receivedOn',
]

/** mulberry32: small, seeded, the same everywhere. */
const random = ((seed) => () => {
  seed = (seed + 0x6d2b79f5) | 0
  let t = Math.imul(seed ^ (seed >>> 15), 1 | seed)
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
  return ((t ^ (t >>> 14)) >>> 0) / 4294967296
})(14050830)
const int = (from, to) => from + Math.floor(random() * (to - from + 1))
const pick = (list) => list[int(0, list.length - 1)]
const pad = (n, width = 2) => String(n).padStart(width, '0')
const persian = (text) => text.replace(/\d/g, (d) => '۰۱۲۳۴۵۶۷۸۹'[d])
const arabic = (text) => text.replace(/\d/g, (d) => '٠١٢٣٤٥٦٧٨٩'[d])

const women = ['زهرا', 'فاطمه', 'مریم', 'سمیه', 'معصومه', 'سکینه', 'خدیجه', 'نرگس', 'لیلا', 'اعظم', 'سیده فاطمه‌زهرا', 'شهربانو', 'ام‌البنین', 'هاجر', 'نسرین', 'پروین', 'رقیه', 'بی‌بی‌گل', 'عاطفه', 'حدیث', 'آمنه', 'راضیه']
const men = ['علی', 'محمدرضا', 'عبد الله', 'حسین', 'سید مصطفی', 'کریم', 'جاسم', 'عبدالزهرا', 'مهدی', 'ابوالفضل', 'حمید', 'یوسف', 'غلام‌رضا', 'ناصر']
const families = ['نمونه‌پور', 'آل‌کثیر', 'سواری', 'دریساوی', 'بهمئی', 'مکوندی', 'قنواتی', 'طرفی‌زاده', 'دیناروند', 'بختیاری‌نسب', 'شریفات', 'البوغبیش', 'موسوی جزایری', 'کعبی عمودزاده', 'حاجی‌آبادی', 'رضائی', 'مؤمنی', 'زنگنه تبار اصل', 'ساکی', 'چعب', 'لجمیر اورک', 'حمیدی‌فر', 'پورعلی‌محمد رامهرمزی', 'بندری', 'نیسی', 'عبیات', 'کاظمی‌مقدم', 'ناصری کریموند', 'احمدی باغ‌ملکی', 'هویزاوی']
const fathers = ['حسن', 'عباس', 'خلف', 'رحیم', 'عبدالکریم', 'محمدعلی', 'غلام‌حسین', 'طاهر', 'شمس‌الله', 'نعمت‌اله', 'مهراب', 'سلطان']
const streets = ['خیابان طالقانی', 'کوی ملت', 'خیابان امام خمینی', 'کوی ۲۲ بهمن', 'بلوار معلم', 'روستای سادات', 'خیابان ساحلی', 'کوی فرهنگیان', 'خیابان شهید چمران', 'روستای چم‌گلک']
const prefixes = ['174', '175', '185', '186', '199', '200']
/** Code, months of work seen in titles, and the extra paper it needs. */
const plans = [
  ['1001', ['دوخت لباس محلی', 'خیاطی زنانه در منزل', 'دوخت لباس فرم مدرسه']], ['1002', ['قالی‌بافی دستی', 'بافت قالیچه‌ی عشایری']],
  ['1003', ['تولید مربای خانگی', 'ترشی و شور محلی'], 'health-card'], ['1004', ['گلیم‌بافی دزفول', 'بافت گلیم دورو']], ['1005', ['کیف چرمی دست‌دوز']],
  ['1006', ['عروسک‌سازی بومی']], ['1007', ['ملحفه‌دوزی']], ['1008', ['بسته‌بندی خرمای استعمران'], 'health-card'], ['1009', ['پرورش مرغ بومی']],
  ['1011', ['پرورش گیاهان آپارتمانی']], ['1012', ['نان محلی و کلوچه'], 'health-card'], ['1013', ['حصیربافی با برگ نخل']],
]
const banks = ['022', '019', '018', '012', '013', '061', '060', '070', '017', '016']

let serial = 0
const nationalId = () => {
  serial += 1
  const nine = `${prefixes[serial % prefixes.length]}${pad(196000 + serial * 37, 6)}`
  const rest = [...nine].reduce((sum, digit, i) => sum + Number(digit) * (10 - i), 0) % 11
  return `${nine}${rest < 2 ? rest : 11 - rest}`
}
const sheba = (bank) => {
  const bban = `${bank}${pad(serial * 7919, 19)}`
  return `IR${pad(Number(98n - (BigInt(`${bban}182700`) % 97n)))}${bban}`
}
const postalCode = (county) => `6${'134'[county % 3]}${pick('3456789')}${pick('3456789')}${pick('13456789')}${pad(int(11111, 99999), 5)}`

/** One sound submission. `n` spreads counties, fields, banks and wishes evenly. */
const submission = (n) => {
  const male = n % 4 === 3
  const county = (n % 29) + 1
  const registration = n % 13 === 6
  const [fieldCode, titles, extra] = registration ? ['2001', ['حروف‌چینی و صفحه‌آرایی', 'تایپ پایان‌نامه']] : plans[n % plans.length]
  const skillEvidence = ['certificate', 'certificate', 'degree', 'certificate', 'pending'][n % 5]
  const loanWanted = n % 5 !== 1
  const amount = n % 16 === 8 ? pick([1_200_000_000, 1_500_000_000, 2_000_000_000]) : int(6, 20) * 50_000_000
  const documents = [
    ...(skillEvidence === 'certificate' ? ['skill'] : []), ...(male ? ['military'] : []), 'photos', 'birth-certificate', 'national-card', 'residence',
    ...(skillEvidence === 'degree' || n % 3 === 0 ? ['degree'] : []), ...(extra ? [extra] : []), ...(n % 2 ? ['form-print'] : []),
  ]
  const id = nationalId()
  return {
    activityType: 'independent', nationalId: id, firstName: male ? men[(n >> 2) % men.length] : women[n % women.length], lastName: families[(n * 7) % families.length],
    fatherName: pick(fathers), birthDate: `${int(1342, 1383)}/${pad(int(1, 12))}/${pad(int(1, 29))}`, gender: male ? 'male' : 'female',
    militaryStatus: male ? pick(['completed', 'exempt']) : '', mobile: `0916${pad(1000 + serial, 7)}`, countyCode: `06${pad(county)}`,
    address: `${pick(streets)}، کوچه ${persian(String(int(1, 40)))}، پلاک ${persian(String(int(1, 180)))}`, postalCode: postalCode(county), fieldCode,
    planTitle: pick(titles), skillEvidence, governmentEmployee: n % 17 === 5 ? 'yes' : 'no', loanWanted: loanWanted ? 'yes' : 'no',
    loanAmountRial: loanWanted ? String(amount) : '', sheba: loanWanted ? sheba(banks[n % banks.length]) : '', documents: documents.join('|'),
    receivedOn: `1405/08/${int(20, 30)}`,
  }
}

const rows = Array.from({ length: 64 }, (_, n) => submission(n))

// As people type: other digit sets, Arabic letters, separators, a comma inside an address.
Object.assign(rows[2], { nationalId: persian(rows[2].nationalId), birthDate: persian(rows[2].birthDate), mobile: persian(rows[2].mobile), receivedOn: persian(rows[2].receivedOn) })
Object.assign(rows[9], { nationalId: arabic(rows[9].nationalId), birthDate: arabic(rows[9].birthDate), postalCode: arabic(rows[9].postalCode) })
Object.assign(rows[12], { firstName: 'علي', lastName: 'كريمي‌نژاد', gender: 'male', militaryStatus: 'completed', documents: `military|${rows[12].documents}` })
Object.assign(rows[20], { address: 'خیابان نادری, ساختمان "نور", واحد ۳', mobile: rows[20].mobile.replace(/^0/, '+98') })
Object.assign(rows[24], { sheba: rows[24].sheba.replace(/(.{4})/g, '$1 ').trim(), loanAmountRial: '۸۵۰٬۰۰۰٬۰۰۰' })

/** Rightly refused, each for another reason; the test beside knows them by their place (submissions.test.ts). */
const refused = [
  (row) => ({ ...row, nationalId: row.nationalId.replace(/\d$/, (d) => String((Number(d) + 1) % 10)) }),
  (row) => ({ ...row, fieldCode: '1003', planTitle: 'تولید رب گوجه', documents: row.documents.replace('|health-card', '') }),
  (row) => ({ ...row, firstName: 'جاسم', gender: 'male', militaryStatus: '' }),
  (row) => ({ ...row, birthDate: '1370/07/31' }),
  (row) => ({ ...row, loanWanted: 'yes', loanAmountRial: '400000000', sheba: 'IR120220000000000000000002' }),
  (row) => ({ ...row, fieldCode: '9999', planTitle: 'رشتهٔ ناموجود' }),
  () => ({ ...rows[0], receivedOn: '1405/08/30' }),
  (row) => ({ ...row, activityType: 'supporter_natural' }),
  (row) => ({ ...row, countyCode: '1003' }),
  (row) => ({ ...row, loanWanted: 'yes', loanAmountRial: '', sheba: '' }),
  (row) => ({ ...rows[4], fieldCode: '1006', planTitle: 'عروسک‌سازی', birthDate: '1360/01/02', documents: row.documents }),
  (row) => ({ ...row, mobile: '0916123' }),
]
/** A woman's papers with nothing missing, for the rows above to spoil in one place. */
const sound = { gender: 'female', militaryStatus: '', fieldCode: '1001', planTitle: 'خیاطی', skillEvidence: 'certificate', documents: 'skill|photos|birth-certificate|national-card|residence' }
refused.forEach((spoil, i) => {
  const woman = { ...submission(64 + i), ...sound, firstName: women[i], loanWanted: 'no', loanAmountRial: '', sheba: '' }
  const spoilt = spoil(woman)
  if (i === 2) spoilt.documents = `military|${spoilt.documents}`
  rows.splice(5 + i * 6, 0, spoilt)
})

const cell = (text) => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)
const line = (row) => columns.map((column) => cell(row[column])).join(',')
const here = (name) => new URL(name, import.meta.url)

writeFileSync(here('submissions.csv'), [columns.join(','), ...rows.map(line), ''].join('\n'))
// The mark lets spreadsheet programs see that the template is UTF-8.
writeFileSync(here('template.csv'), `\uFEFF${columns.join(',')}\r\n`)
