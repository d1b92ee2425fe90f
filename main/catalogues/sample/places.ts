import type { Bank, County } from '#contract/catalogues'

type Place = { code: string; title: string }

const numbered = (titles: string, from: number, prefix = ''): Place[] =>
  titles.split('، ').map((title, i) => ({ code: `${prefix}${String(i + from).padStart(2, '0')}`, title }))

/** The 31 provinces by the Statistical Centre's codes. */
export const provinces: readonly Place[] = numbered(
  'مرکزی، گیلان، مازندران، آذربایجان شرقی، آذربایجان غربی، کرمانشاه، خوزستان، فارس، کرمان، خراسان رضوی، اصفهان، سیستان و بلوچستان، کردستان، همدان، چهارمحال و بختیاری، لرستان، ایلام، کهگیلویه و بویراحمد، بوشهر، زنجان، سمنان، یزد، هرمزگان، تهران، اردبیل، قم، قزوین، گلستان، خراسان شمالی، خراسان جنوبی، البرز',
  0,
)

/**
 * Khuzestan's 29 counties as of 1400, codes of the same scheme: province + county. The other provinces' 440 counties are
 * not shipped: an office there has to import its own first.
 */
export const counties: readonly Omit<County, 'from' | 'to'>[] = numbered(
  'آبادان، اندیمشک، اهواز، ایذه، بندر ماهشهر، بهبهان، خرمشهر، دزفول، دشت آزادگان، رامهرمز، شادگان، شوشتر، مسجدسلیمان، شوش، باغ‌ملک، امیدیه، لالی، هندیجان، رامشیر، گتوند، اندیکا، هفتکل، هویزه، باوی، حمیدیه، آغاجاری، کارون، کرخه، دزپارت',
  1,
  '06',
)

/** Agent banks of 1404 in one province (iribnews 5617667), by the bank code inside a Sheba. The list moves by year. */
export const banks: readonly Omit<Bank, 'from' | 'to'>[] = [
  { code: '012', title: 'ملت', shortTitle: 'ملت' },
  { code: '013', title: 'رفاه کارگران', shortTitle: 'رفاه' },
  { code: '018', title: 'تجارت', shortTitle: 'تجارت' },
  { code: '019', title: 'صادرات', shortTitle: 'صادرات' },
  { code: '022', title: 'توسعه تعاون', shortTitle: 'توسعه تعاون' },
  { code: '060', title: 'مهر ایران', shortTitle: 'مهر ایران' },
  { code: '061', title: 'شهر', shortTitle: 'شهر' },
  { code: '070', title: 'رسالت', shortTitle: 'رسالت' },
]

/** What the program knows before there is an office. */
export const shippedPlaces = { provinces, counties }
