// Makes build/sample/submissions.csv: invented people, valid check digits, always the same bytes. Run: node build/sample/make-submissions.mjs
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** mulberry32: the same seed gives the same people on every machine. */
const seeded = (seed) => () => {
  seed = (seed + 0x6d2b79f5) | 0
  let t = Math.imul(seed ^ (seed >>> 15), 1 | seed)
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
  return ((t ^ (t >>> 14)) >>> 0) / 4294967296
}
const random = seeded(14050830)
const pick = (list) => list[Math.floor(random() * list.length)]
const digits = (n) => Array.from({ length: n }, () => Math.floor(random() * 10)).join('')

const women = ['زهرا', 'فاطمه‌سادات', 'مریم', 'خدیجه', 'گلنار', 'معصومه', 'سیده‌زینب', 'نرگس', 'صدیقه', 'آمنه', 'رقیه', 'لیلا', 'پروانه', 'هاجر', 'شهربانو', 'نازنین‌زهرا']
const men = ['عبدالرضا', 'محمدامین', 'حسین', 'کاظم', 'جاسم', 'یوسف', 'مهدی', 'سیدمرتضی', 'رحیم', 'عبدالزهرا', 'قاسم', 'ابراهیم']
const families = [
  'موسوی‌زاده جزایری', 'حسینی شوشتری', 'بنی‌طرفی', 'چهارلنگ بختیاری‌نسب', 'ساکی', 'رشیدی‌پور', 'آلبوغبیش', 'کعب‌زاده', 'دیناروند', 'مکوندی',
  'سواری', 'آل‌کثیر', 'طرفی‌زاده', 'دریساوی', 'ظهیری', 'نیسی', 'لجم‌اورک مرادی', 'بهداروند', 'ممبینی', 'رضائی', 'مؤمنی', 'حاجی‌پور دزفولی', 'عبیات', 'نمونه‌پور',
]
const fathers = ['سیدهاشم', 'علی', 'محمد', 'غلامرضا', 'حمید', 'کریم', 'عبدالله', 'ناصر', 'جعفر', 'اسماعیل']
const streets = ['بلوار امام', 'خیابان طالقانی', 'کوچهٔ نسترن', 'خیابان سلمان فارسی', 'بلوار ساحلی', 'کوی گلستان', 'روستای بنه‌مسلم', 'خیابان شریعتی']
const towns = ['آبادان', 'اندیمشک', 'اهواز', 'ایذه', 'بندر ماهشهر', 'بهبهان', 'خرمشهر', 'دزفول', 'دشت آزادگان', 'رامهرمز', 'شادگان', 'شوشتر', 'مسجدسلیمان', 'شوش', 'باغ‌ملک', 'امیدیه', 'لالی', 'هندیجان', 'رامشیر', 'گتوند', 'اندیکا', 'هفتکل', 'هویزه', 'باوی', 'حمیدیه', 'آغاجاری', 'کارون', 'کرخه', 'دزپارت']
const plans = {
  1001: 'کارگاه خیاطی زنانه در منزل', 1002: 'بافت قالی با نقش محلی', 1003: 'تولید ترشی و مربای خانگی', 1004: 'گلیم‌بافی با پشم دست‌ریس',
  1005: 'کیف و کمربند چرمی دست‌دوز', 1006: 'عروسک‌سازی بومی', 1007: 'دوخت ملحفه و سرویس خواب', 1008: 'بسته‌بندی خرما و فرآورده‌های آن',
  1009: 'پرورش مرغ بومی', 1011: 'پرورش گیاهان آپارتمانی', 1013: 'حصیربافی و بامبوبافی', 2001: 'حروف‌چینی و صفحه‌آرایی',
}
const hygiene = new Set([1003, 1008])
const banks = ['012', '013', '018', '019', '022', '060', '070']

const nationalId = () => {
  for (;;) {
    const body = pick(['174', '175', '185', '186', '199', '200', '181', '194']) + digits(6)
    if (body.slice(3) === '000000') continue
    const rest = [...body].reduce((sum, d, i) => sum + Number(d) * (10 - i), 0) % 11
    return body + String(rest < 2 ? rest : 11 - rest)
  }
}
const sheba = (bank) => {
  const bban = bank + '0'.repeat(6) + digits(13)
  return `IR${String(98n - (BigInt(`${bban}182700`) % 97n)).padStart(2, '0')}${bban}`
}
const postalCode = () => `6${Array.from({ length: 4 }, () => pick([...'13456789'])).join('')}${digits(5)}`
const persian = (text) => text.replace(/\d/g, (d) => '۰۱۲۳۴۵۶۷۸۹'[Number(d)])
const arabic = (text) => text.replace(/\d/g, (d) => '٠١٢٣٤٥٦٧٨٩'[Number(d)])
const two = (n) => String(n).padStart(2, '0')

const columns = ['activityType', 'nationalId', 'firstName', 'lastName', 'fatherName', 'birthDate', 'gender', 'militaryStatus', 'mobile', 'countyCode', 'address', 'postalCode', 'fieldCode', 'planTitle', 'skillEvidence', 'governmentEmployee', 'loanWanted', 'loanAmountRial', 'sheba', 'documents', 'receivedOn']

const person = (i) => {
  const gender = i % 5 === 2 ? 'male' : 'female'
  const fieldCode = Number(pick(Object.keys(plans).filter((code) => Number(code) < 2000)))
  const skillEvidence = i % 7 === 3 ? 'pending' : i % 4 === 1 ? 'degree' : 'certificate'
  const loanWanted = i % 3 !== 2
  const county = i % towns.length
  const documents = [
    ...(skillEvidence === 'certificate' ? ['skill'] : []), ...(gender === 'male' ? ['military'] : []),
    'photos', 'birth-certificate', 'national-card', 'residence', ...(skillEvidence === 'degree' || i % 2 ? ['degree'] : []),
    ...(hygiene.has(fieldCode) ? ['health-card'] : []), 'form-print',
  ]
  return {
    activityType: 'independent', nationalId: nationalId(), firstName: pick(gender === 'male' ? men : women), lastName: families[i % families.length],
    fatherName: pick(fathers), birthDate: `${1340 + Math.floor(random() * 45)}/${two(1 + Math.floor(random() * 12))}/${two(1 + Math.floor(random() * 29))}`,
    gender, militaryStatus: gender === 'male' ? pick(['completed', 'exempt']) : '', mobile: `0916${digits(7)}`, countyCode: `06${two(county + 1)}`,
    address: `${towns[county]}، ${pick(streets)}، پلاک ${persian(String(1 + Math.floor(random() * 180)))}`, postalCode: postalCode(),
    fieldCode: String(fieldCode), planTitle: plans[fieldCode], skillEvidence, governmentEmployee: i % 17 === 9 ? 'yes' : 'no',
    loanWanted: loanWanted ? 'yes' : 'no', loanAmountRial: loanWanted ? String((3 + Math.floor(random() * 8)) * 100_000_000) : '',
    sheba: loanWanted ? sheba(pick(banks)) : '', documents: documents.join('|'), receivedOn: `1405/08/${two(20 + (i % 11))}`,
  }
}

const good = Array.from({ length: 66 }, (_, i) => person(i))
// Registration-based: an instant confirmation, a visit, and no referral before the 45th day.
for (const i of [5, 24, 40, 58]) Object.assign(good[i], { fieldCode: '2001', planTitle: plans[2001], documents: good[i].documents.replace('health-card|', '') })
// Above the year's ceiling: the permit stands, the referral is refused.
Object.assign(good[12], { loanWanted: 'yes', loanAmountRial: '1500000000', sheba: sheba('022') })
// Other ways of writing the same things.
Object.assign(good[1], { nationalId: persian(good[1].nationalId), birthDate: persian(good[1].birthDate), receivedOn: persian(good[1].receivedOn) })
Object.assign(good[2], { nationalId: arabic(good[2].nationalId), mobile: arabic(good[2].mobile) })
Object.assign(good[3], { lastName: 'كريمي زاده', mobile: `+98${good[3].mobile.slice(1)}` })

const broken = (from, change) => ({ ...person(from), ...change })
const bad = [
  broken(70, { nationalId: '1740000010' }),
  broken(71, { nationalId: '1111111111' }),
  broken(73, { birthDate: '1370/07/31' }),
  broken(74, { fieldCode: '1003', planTitle: plans[1003], skillEvidence: 'certificate', documents: 'skill|photos|birth-certificate|national-card|residence|form-print', gender: 'female', militaryStatus: '' }),
  broken(75, { gender: 'male', militaryStatus: '' }),
  broken(76, { gender: 'female', militaryStatus: '', loanWanted: 'yes', loanAmountRial: '500000000', sheba: 'IR820540102680020817909003' }),
  broken(78, { fieldCode: '9999' }),
  broken(79, { activityType: 'covered' }),
  broken(80, { mobile: '0916123456' }),
  broken(81, { postalCode: '6451733' }),
  broken(83, { loanWanted: 'yes', loanAmountRial: '', sheba: '' }),
  { ...good[0], address: `${good[0].address} طبقهٔ دوم` },
]
const rows = [...good]
bad.forEach((row, i) => rows.splice(4 + i * 6, 0, row))
// The repeated person must come after the first.
rows.push(...rows.splice(rows.indexOf(bad.at(-1)), 1))

const cell = (text) => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)
const csv = [columns.join(','), ...rows.map((row) => columns.map((name) => cell(row[name])).join(','))].join('\r\n')
writeFileSync(join(import.meta.dirname, 'submissions.csv'), `\uFEFF${csv}\r\n`)
writeFileSync(join(import.meta.dirname, 'template.csv'), `\uFEFF${columns.join(',')}\r\n`)
console.log(`${rows.length} rows, ${good.length} meant to be accepted, ${bad.length} to be refused`)
