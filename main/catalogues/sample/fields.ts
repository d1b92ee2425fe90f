import type { Agency, Field } from '#contract/catalogues'

/**
 * A SAMPLE. No public list of the approved fields with codes, agencies and types was found; these are real examples of
 * home-business fields under invented codes. A real office imports the list of its own year.
 */
export const sampleSource = 'نمونه: فهرست رسمی رشته‌ها نیست'

const agency = (code: string, title: string, kind: Agency['kind'] = 'executive'): Agency => ({ code, title, kind, level: 'province', from: null, to: null })

/**
 * The four agencies that issue in the province (iribnews 5667291, 5616726), those that confirm starred fields too, and the
 * supportive ones that sources name.
 */
export const agencies: readonly Agency[] = [
  agency('culture', 'اداره‌کل فرهنگ و ارشاد اسلامی'),
  agency('heritage', 'اداره‌کل میراث فرهنگی، گردشگری و صنایع‌دستی'),
  agency('agriculture', 'سازمان جهاد کشاورزی'),
  agency('industry', 'سازمان صنعت، معدن و تجارت'),
  agency('health', 'معاونت غذا و داروی دانشگاه علوم پزشکی'),
  agency('veterinary', 'اداره‌کل دامپزشکی'),
  agency('relief', 'کمیتۀ امداد امام خمینی', 'supportive'),
  agency('welfare', 'سازمان بهزیستی', 'supportive'),
]

const approval = (code: string, title: string, group: string, agencyCode: string, more: Partial<Field> = {}): Field => ({
  code, title, group, agencyCode, secondAgencies: [], path: 'approval', hygiene: false, confirmations: [], loanAllowed: true, model: false,
  from: null, to: null, ...more,
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
  approval('1014', 'لبنیات سنتی', processing, 'agriculture', { hygiene: true, secondAgencies: ['health'] }),
  approval('1015', 'زنبورداری خانگی', 'تولیدات دامی', 'agriculture', { confirmations: ['تأییدیۀ بهداشتی دامپزشکی'] }),
  approval('1016', 'سوزن‌دوزی', handicraft, 'heritage', { model: true }),
  approval('2001', 'حروف‌چینی', culture, 'culture', { path: 'registration' }),
  approval('2002', 'ویرایشگری متون', culture, 'culture', { path: 'registration' }),
  approval('2003', 'آموزش مجازی', culture, 'culture', { path: 'registration', loanAllowed: false }),
]
