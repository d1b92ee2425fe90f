import type { Agency, Field } from '#contract/catalogues'

/**
 * A SAMPLE. No public list of the approved fields with codes, agencies and types was found; these are real examples of
 * home-business fields under invented codes. A real office imports the list of its own year.
 */
export const sampleSource = 'نمونه: فهرست رسمی رشته‌ها نیست'

/** The four agencies that issue in the province. Source: iribnews 5667291, 5616726. */
export const agencies: readonly Agency[] = [
  { code: 'culture', title: 'اداره‌کل فرهنگ و ارشاد اسلامی' },
  { code: 'heritage', title: 'اداره‌کل میراث فرهنگی، گردشگری و صنایع‌دستی' },
  { code: 'agriculture', title: 'سازمان جهاد کشاورزی' },
  { code: 'industry', title: 'سازمان صنعت، معدن و تجارت' },
]

const approval = (code: string, title: string, group: string, agencyCode: string, more: Partial<Field> = {}): Field => ({
  code, title, group, agencyCode, path: 'approval', hygiene: false, loanAllowed: true, from: null, to: null, ...more,
})

const production = 'تولیدی'
const handicraft = 'صنایع دستی'
const processing = 'صنایع تبدیلی و تکمیلی کشاورزی'
const culture = 'فرهنگی و هنری'

export const sampleFields: readonly Field[] = [
  approval('1001', 'خیاطی', production, 'industry'),
  approval('1002', 'قالی‌بافی', handicraft, 'heritage'),
  approval('1003', 'تولید مربا و ترشی', processing, 'agriculture', { hygiene: true }),
  approval('1004', 'گلیم‌بافی', handicraft, 'heritage'),
  approval('1005', 'تولیدات چرمی دست‌دوز', handicraft, 'heritage'),
  approval('1006', 'عروسک‌سازی', handicraft, 'heritage'),
  approval('1007', 'ملحفه‌دوزی', production, 'industry'),
  approval('1008', 'بسته‌بندی خرما', processing, 'agriculture', { hygiene: true }),
  approval('1009', 'پرورش دام و طیور', 'تولیدات دامی', 'agriculture'),
  approval('1010', 'پرورش ماهی زینتی', 'شیلات', 'agriculture'),
  approval('1011', 'پرورش گیاهان آپارتمانی', 'تولیدات گیاهی', 'agriculture'),
  approval('1012', 'نان و شیرینی محلی', processing, 'agriculture', { hygiene: true }),
  approval('1013', 'حصیربافی و بوریابافی', handicraft, 'heritage'),
  approval('2001', 'حروف‌چینی', culture, 'culture', { path: 'registration' }),
  approval('2002', 'ویرایشگری متون', culture, 'culture', { path: 'registration' }),
  approval('2003', 'آموزش مجازی', culture, 'culture', { path: 'registration', loanAllowed: false }),
]
