/** Every kind of ledger entry as people say it. */
const kindNames: Readonly<Record<string, string>> = {
  'office.create': 'ساختن دفتر',
  'staff.save': 'ثبت یا تغییر کاربر',
  'staff.signIn': 'ورود',
  'staff.signInFailed': 'ورود ناموفق',
  'staff.deny': 'کار بی‌اجازه، رد شد',
  'staff.changePassphrase': 'تغییر گذرواژه',
  'export.make': 'خروجی گرفتن',
  'reference.import': 'دریافت دادۀ مرجع',
  'dossier.open': 'گشودن پرونده',
  'dossier.correctPerson': 'اصلاح مشخصات متقاضی',
  'dossier.savePlan': 'ثبت طرح',
  'dossier.file': 'ثبت نهایی درخواست',
  'dossier.route': 'فرستادن به دستگاه',
  'dossier.import': 'ورود گروهی درخواست‌ها',
  'receipt.print': 'چاپ رسید',
  'opinion.record': 'ثبت نظر دستگاه',
  'review.submit': 'بازبینی کارشناس',
  'review.return': 'برگشت به کارشناس',
  'key.enrol': 'ساختن کلید امضا',
  'permit.freeze': 'انجماد متن مجوز',
  'permit.sign': 'امضای مجوز',
  'permit.confirm': 'صدور تأییدیۀ آنی',
  'inspection.visit': 'پیش‌نویس بازدید',
  'inspection.record': 'تکمیل فرم بازدید',
  'year.save': 'ثبت سال برنامه',
  'year.open': 'گشودن سال برنامه',
  'quota.allot': 'سهم شهرستان',
  'quota.hold': 'نگه‌داشتن از سهمیه',
  'quota.release': 'آزاد کردن سهمیه',
  'referral.prepare': 'نوشتن معرفی به بانک',
  'referral.evaluate': 'سنجش شرط‌های معرفی',
  'referral.submit': 'فرستادن معرفی برای امضا',
  'referral.return': 'برگشت معرفی به کارشناس',
  'referral.create': 'امضا و صدور معرفی‌نامه',
  'referral.withdraw': 'پس گرفتن معرفی',
  'enquiry.ask': 'ثبت پرسش',
  'enquiry.answer': 'پاسخ به پرسش',
  'enquiry.close': 'بستن پرسش',
  'complaint.record': 'ثبت شکایت',
  'complaint.answer': 'نتیجۀ شکایت',
  'contact.save': 'ثبت تلفن کارشناس',
  'contact.end': 'برداشتن تلفن کارشناس',
  'message.send': 'نوشتن پیام به متقاضی',
  'message.cancel': 'لغو پیام',
  'message.result': 'نتیجۀ ارسال پیام',
  'message.withhold': 'پیام فرستاده نشد',
  'template.save': 'تغییر متن پیامک',
  'gateway.save': 'تنظیم درگاه پیامک',
  'device.enrol': 'معرفی دستگاه به مرکز',
  'sync.run': 'همگام‌سازی',
}

/** The words of a kind; an unknown one (a newer program's) is shown as it is. */
export const kindName = (kind: string): string => kindNames[kind] ?? kind

export const kindOptions: readonly { value: string; label: string }[] = Object.entries(kindNames).map(([value, label]) => ({ value, label }))

const aggregateNames: Readonly<Record<string, string>> = {
  Office: 'دفتر', StaffUser: 'کاربر', Person: 'شخص', Dossier: 'پرونده', Permit: 'مجوز', Key: 'کلید', Inspection: 'بازدید', ProgrammeYear: 'سال برنامه',
  CountyQuota: 'سهم شهرستان', QuotaReservation: 'نگه‌داشت سهمیه', BankReferral: 'معرفی‌نامه', Reference: 'دادۀ مرجع', Enquiry: 'پرسش', Complaint: 'شکایت', ExpertContact: 'تلفن کارشناس', SyncState: 'همگام‌سازی', Ledger: 'دفتر رخدادها', Message: 'پیام',
}
export const aggregateName = (type: string): string => aggregateNames[type] ?? type
