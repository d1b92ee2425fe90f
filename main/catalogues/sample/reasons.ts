type Reason = { code: string; title: string; shortTitle: string }

/** A SAMPLE: the clauses name no list of reasons; these follow from what the gates and checks refuse. */
export const reasonSource = 'نمونه: فهرست رسمی دلیل‌ها در سندها نیامده است'

export const refusalReasons: readonly Reason[] = [
  { code: 'personal_competence', title: 'نداشتن اهلیت فردی', shortTitle: 'اهلیت فردی' },
  { code: 'technical_competence', title: 'نداشتن اهلیت فنی', shortTitle: 'اهلیت فنی' },
  { code: 'conditions', title: 'نداشتن شرایط رشته', shortTitle: 'شرایط رشته' },
  { code: 'not_home_business', title: 'طرح در تعریف مشاغل خانگی نمی‌گنجد', shortTitle: 'خارج از تعریف' },
  { code: 'place', title: 'محل اجرای طرح خانه محل سکونت متقاضی نیست', shortTitle: 'محل طرح' },
  { code: 'neighbours', title: 'مزاحمت برای همسایگان', shortTitle: 'مزاحمت همسایگان' },
  { code: 'documents_invalid', title: 'مدارک نادرست یا بی‌اعتبار', shortTitle: 'مدارک نامعتبر' },
  { code: 'no_answer', title: 'نرسیدن اصلاح یا مدارک خواسته‌شده', shortTitle: 'نرسیدن مدارک' },
]

export const correctionReasons: readonly (Reason & { asks: 'correction' | 'documents' })[] = [
  { code: 'person_details', title: 'اصلاح مشخصات فردی', shortTitle: 'مشخصات فردی', asks: 'correction' },
  { code: 'address', title: 'اصلاح نشانی یا کد پستی', shortTitle: 'نشانی', asks: 'correction' },
  { code: 'plan', title: 'اصلاح مشخصات طرح', shortTitle: 'مشخصات طرح', asks: 'correction' },
  { code: 'field', title: 'اصلاح رشتۀ انتخابی', shortTitle: 'رشته', asks: 'correction' },
  { code: 'skill', title: 'ارائۀ گواهی مهارت', shortTitle: 'گواهی مهارت', asks: 'documents' },
  { code: 'identity', title: 'ارائۀ تصویر خوانای شناسنامه و کارت ملی', shortTitle: 'مدارک هویتی', asks: 'documents' },
  { code: 'military', title: 'ارائۀ کارت پایان خدمت یا معافیت', shortTitle: 'کارت پایان خدمت', asks: 'documents' },
  { code: 'home', title: 'ارائۀ سند مالکیت یا قولنامۀ خانه', shortTitle: 'سند یا قولنامه', asks: 'documents' },
  { code: 'health_card', title: 'ارائۀ کارت بهداشت', shortTitle: 'کارت بهداشت', asks: 'documents' },
  { code: 'confirmation', title: 'ارائۀ تأییدیۀ دستگاه مرتبط', shortTitle: 'تأییدیۀ دستگاه', asks: 'documents' },
]

/** The codes of a revocation case (domain model §2). */
export const revocationReasons: readonly Reason[] = [
  { code: 'skill_expired', title: 'نرسیدن گواهی مهارت یا تجربه در شش ماه', shortTitle: 'نبود مهارت' },
  { code: 'false_statement', title: 'اظهار خلاف واقع', shortTitle: 'اظهار خلاف واقع' },
  { code: 'inactive', title: 'فعال نبودن کسب‌وکار در بازدید', shortTitle: 'فعال نبودن' },
  { code: 'holder_request', title: 'درخواست دارندۀ مجوز', shortTitle: 'درخواست دارنده' },
  { code: 'central_order', title: 'دستور مرجع مرکزی', shortTitle: 'دستور مرکز' },
  { code: 'other', title: 'دلیل دیگر، با شرح در پرونده', shortTitle: 'دلیل دیگر' },
]
