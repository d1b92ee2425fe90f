import type { ConfigFault, ConfigReason } from '#contract/config'

const reasons: Record<ConfigReason, string> = {
  unreadable: 'این فایل خوانده نشد؛ اجازۀ خواندن آن را به حساب مُهر بدهید',
  open_to_others: 'هر کسی می‌تواند این فایل را تغییر دهد؛ اجازۀ نوشتن را از دیگران بگیرید (chmod o-w)',
  too_large: 'بزرگ‌تر از اندازۀ مجاز است (۲۵۶ کیلوبایت)',
  json: 'قالب JSON آن درست نیست؛ ویرگول‌ها و گیومه‌ها را ببینید',
  version: 'نسخۀ قالب این فایل باید ۱ باشد: "v": 1',
  unknown_key: 'کلید ناشناخته است؛ املای آن را با docs/formats/config.md بسنجید یا آن را بردارید',
  type: 'گونۀ این مقدار درست نیست؛ نمونه‌اش در docs/formats/config.md است',
  required: 'خالی است؛ مقدار بدهید یا کلید را بردارید',
  address: 'نشانی درستی نیست؛ مانند https://registry.example.ir بنویسید، بی مسیر',
  https: 'نشانی باید https باشد؛ http تنها برای همین دستگاه پذیرفته است',
  credentials: 'نام کاربر و گذرواژه نباید در این فایل باشد؛ با فرمان mohr proxy در دفتر رمزشده ذخیره‌شان کنید',
  path: 'نشانی کامل فایل یا پوشه لازم است، مانند ‎/etc/mohr/ca.pem یا ‎C:\\ProgramData\\Mohr\\ca.pem',
  number: 'عدد بیرون از اندازۀ مجاز است؛ اندازه‌ها در docs/formats/config.md است',
  pin: 'اثر کلید باید به شکل sha256/… (چهل‌وچهار نویسۀ base64) باشد',
  backup_pin: 'دست‌کم دو اثر لازم است، یکی از کلید یدک؛ وگرنه گم شدن یک کلید همۀ اداره‌ها را قطع می‌کند',
  host: 'نام میزبان درست نیست؛ با حروف کوچک و بی درگاه بنویسید',
  duplicate: 'یک مقدار دو بار آمده است',
  file: 'فایلی که نام برده شده پیدا نشد',
  certificate: 'گواهی مرجعی (CA) به شکل PEM در آن فایل نیست',
  key: 'کلید همگانی به شکل PEM در آن فایل نیست؛ کلید خصوصی هم پذیرفته نیست',
  machine_only: 'این کلید تنها در فایل سراسری دستگاه پذیرفته است، نه در پوشۀ داده',
}

/** One refusal: the file, the field, what is wrong and the way out. */
const configFaultText = ({ file, field, reason }: ConfigFault): string => `${file}${field === '' ? '' : ` ← ${field}`}: ${reasons[reason]}.`

/** Everything that is wrong with the configuration, and that nothing was done. */
export const configRefusal = (faults: readonly ConfigFault[]): string =>
  ['پیکربندی پذیرفته نشد؛ برنامه باز نشد و به هیچ داده‌ای دست نخورد:', ...faults.map(configFaultText), 'پس از اصلاح، با mohr config --check بسنجید.'].join('\n')
