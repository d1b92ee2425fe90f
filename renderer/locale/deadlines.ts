import { number } from './digits'

export const words = {
  title: 'مهلت‌ها',
  sub: (late: number) => (late === 0 ? 'هیچ پرونده‌ای از مهلت نگذشته است' : `${number(late)} پرونده از مهلت گذشته است`),
  filters: 'کدام مهلت',
  kinds: { late: 'دیرشده', due_soon: 'سه روز مانده', agency_late: 'دیرشده نزد دستگاه', paused: 'ساعت ایستاده' },
  meanings: {
    late: 'روز چهاردهم گذشته و هنوز تصمیمی نیست. گزارش تأخیر را کارشناس از همین ردیف چاپ می‌کند.',
    due_soon: 'سه روز یا کمتر تا روز چهاردهم مانده است؛ امروز هم در شمار است.',
    agency_late: 'نزد دستگاه اجرایی است و مهلت خود دستگاه گذشته است.',
    paused: 'چشم‌به‌راه پاسخ متقاضی یا توانمندسازی؛ تا آن روز ساعت ایستاده است.',
  },
  grid: 'پرونده‌ها به ترتیب مهلت',
  columnName: 'متقاضی و رشته',
  columnCode: 'کد رهگیری',
  columnCounty: 'شهرستان',
  columnState: 'مرحله',
  columnClock: 'مهلت',
  columnAct: 'گزارش',
  evidence: 'گزارش تأخیر',
  evidenceOf: (name: string) => `گزارش تأخیر ${name}`,
  empty: {
    late: { title: 'هیچ پرونده‌ای دیر نیست', text: 'همۀ پرونده‌های باز در مهلت ۱۴ روزه است.' },
    due_soon: { title: 'کاری نزدیک نیست', text: 'پرونده‌ای نیست که سه روز یا کمتر از مهلتش مانده باشد.' },
    agency_late: { title: 'دستگاهی دیر نکرده است', text: 'مهلت هیچ دستگاهی نگذشته است.' },
    paused: { title: 'ساعتی نایستاده است', text: 'پرونده‌ای چشم‌به‌راه پاسخ متقاضی نیست.' },
  },
  agencyText: (days: number) => `${number(days)} روز از مهلت دستگاه گذشته`,
  shown: (n: number, total: number) => `${number(n)} از ${number(total)}`,
  more: 'بیشتر',
} as const
