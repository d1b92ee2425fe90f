import type { CertificateFault, KeyCertificate, KeyEnd } from '#contract/certificates'
import type { KeyTrust } from '#contract/signing'
import { dayLong, dayOf, momentFull } from './dates'
import { fa } from './digits'

/** Who vouches for a key, never more than is true. */
export const trustNames: Record<KeyTrust, string> = {
  office_internal: 'اعتماد: فقط همین دفتر', office_root: 'اعتماد: ریشۀ همین دفتر', national_root: 'اعتماد: زنجیر به ریشۀ ملی',
}
export const trustTexts: Record<KeyTrust, string> = {
  office_internal: 'کسی جز خود این دفتر کلید را گواهی نمی‌کند.',
  office_root: 'ریشۀ همین دفتر کلید را گواهی کرده است؛ مرجعی بیرون از دفتر نه.',
  national_root: 'گواهی کلید تا ریشۀ ملی که مدیر سیستم پذیرفته است زنجیر می‌شود.',
}

/** Why a certificate is not taken, or vouches for nothing today. */
export const faultTexts: Record<CertificateFault, string> = {
  unreadable: 'گواهی خوانده نمی‌شود: PEM، DER یا p7b نیست، ناقص است یا دست خورده.',
  private_key: 'در این فایل کلید خصوصی است! آن را به کسی ندهید؛ فایل گواهی را برگزینید.',
  too_large: 'فایل بزرگ‌تر از هر گواهی است.',
  too_many: 'شمار گواهی‌های فایل درست نیست.',
  wrong_key: 'گواهی برای کلید دیگری است، نه این کلید.',
  is_authority: 'این گواهیِ یک مرجع صدور است، نه گواهی امضاکننده.',
  key_usage: 'کاربرد کلید در گواهی «امضای دیجیتال» نیست.',
  weak_hash: 'با SHA-1 یا روشی کهنه امضا شده است.',
  algorithm: 'روش امضای گواهی پذیرفته نیست؛ فقط RSA با SHA-2.',
  weak_key: 'کلیدی در زنجیر ضعیف است: RSA کمتر از ۳٬۰۷۲ بیت یا توان جز ۶۵۵۳۷.',
  critical: 'شرط الزامی‌ای در گواهی است که این برنامه نمی‌شناسد.',
  not_yet_valid: 'هنوز زمان اعتبار آن نرسیده است؛ ساعت رایانه را هم بررسی کنید.',
  expired: 'زمان اعتبار آن گذشته است.',
  broken_chain: 'زنجیر گسسته است: گواهی صادرکننده در فایل نیست.',
  not_authority: 'صادرکننده در زنجیر، مرجع صدور گواهی نیست.',
  path_length: 'زنجیر از آنچه مرجع بالاتر اجازه داده درازتر است.',
  signature: 'امضای گواهی با صادرکنندۀ آن نمی‌خواند.',
  root_unknown: 'زنجیر به ریشه‌ای می‌رسد که این دفتر نپذیرفته است.',
  revoked: 'صادرکننده این گواهی را باطل کرده است.',
}

export const endNames: Record<KeyEnd['how'], string> = { replaced: 'جای خود را به کلید تازه داد', retired: 'کنار گذاشته شد', compromised: 'شاید به دست دیگری افتاد' }

const listTexts = (one: KeyCertificate): string => {
  if (one.listState === 'none' || one.listAsOf === null) return 'فهرست ابطال صادرکننده وارد نشده است؛ باطل‌نبودن آن معلوم نیست.'
  const since = momentFull(one.listAsOf)
  return one.listState === 'fresh' ? `باطل‌نبودن تا ${since} معلوم است.` : `فهرست ابطال کهنه است: باطل‌نبودن از ${since} نامعلوم است.`
}

export const words = {
  rootsTitle: 'ریشه و گواهی‌ها',
  rootsText: 'ریشۀ دفتر کلیدهای همین دفتر را گواهی و فایل اعتماد را امضا می‌کند؛ بانک یک بار ده واژۀ آن را می‌سنجد. ریشۀ ملی را مدیر سیستم پس از سنجش اثر انگشت می‌پذیرد.',
  noRoot: 'این دفتر هنوز ریشه ندارد؛ بانک‌ها هر تغییر کلید را باید دوباره بسنجند.',
  officeRoot: 'ریشۀ همین دفتر', nationalRoot: 'ریشۀ ملی', retiredRoot: 'ریشۀ کنار گذاشته',
  fingerprint: 'اثر انگشت SHA-256', until: 'تا', madeBy: 'ساخته یا پذیرفته', witness: 'گواه یا منبع', test: 'آزمایشی',
  subject: 'دارنده', issuer: 'صادرکننده', serial: 'شمارۀ گواهی', between: 'واسطه‌ها', root: 'ریشه', validity: 'زمان اعتبار',
  validityText: (from: string, to: string) => `${dayLong(dayOf(from))} تا ${dayLong(dayOf(to))}`,
  untilText: (at: string) => dayLong(dayOf(at)),
  daysLeft: (days: number) => `گواهی ${fa(days)} روز دیگر پایان می‌یابد؛ گواهی تازه بگیرید.`,
  list: listTexts,
  certificate: (kind: KeyCertificate['kind']) => (kind === 'national' ? 'گواهی مرکز ملی' : 'گواهی ریشۀ دفتر'),
  noCertificate: 'گواهی ندارد.',
  saveCertificate: 'ذخیرۀ گواهی', saveRoot: 'ذخیرۀ گواهی ریشه',
  createRoot: 'ساختن ریشه', createTitle: 'ساختن ریشۀ دفتر',
  createText: 'ریشه یک بار ساخته می‌شود و سال‌ها می‌ماند (RSA، ۴٬۰۹۶ بیت). گذرواژۀ آن از آنِ هیچ‌کس نیست: روی کاغذ بنویسید، در پاکت دربسته بگذارید و در گاوصندوق نگه دارید. اگر گم شود ریشه دیگر باز نمی‌شود.',
  rootPassphrase: 'گذرواژۀ ریشه', rootHint: 'دست‌کم شانزده نویسه؛ چهار واژۀ بی‌ربط خوب است. جز گذرواژۀ خودتان.',
  rootAgain: 'همان گذرواژه، بار دیگر', rootDiffers: 'دو نوشته یکی نیست.', rootShort: 'دست‌کم شانزده نویسه بنویسید.',
  witnessName: 'گواه', witnessHint: 'نام کسی که هنگام ساختن ریشه حاضر است.', witnessShort: 'نام گواه را بنویسید.',
  ownPassphrase: 'گذرواژۀ خودتان', understood: 'گذرواژه را نوشته‌ام و در پاکت دربسته گذاشته‌ام', understoodNeeded: 'پیش از ساختن، گذرواژه را بنویسید و این را تأیید کنید.',
  making: 'ریشه ساخته می‌شود؛ چند ثانیه صبر کنید.',
  made: 'ریشۀ دفتر ساخته شد. کلیدها را گواهی و فایل اعتماد را امضا کنید.',
  pinRoot: 'پذیرفتن ریشۀ ملی', pinTitle: 'پذیرفتن ریشۀ ملی',
  pinText: 'گواهی ریشه را از مرکز بگیرید و اثر انگشت SHA-256 آن را از جای دیگری بخوانید: روزنامۀ رسمی، سایت یا تلفن مرکز؛ نه از همین فایل.',
  pinFile: 'فایل گواهی ریشه', typedFingerprint: 'اثر انگشت، آن‌گونه که از مرکز گرفتید', fingerprintHint: '۶۴ رقم شانزده‌شانزدهی؛ فاصله و دونقطه مهم نیست.',
  source: 'از کجا گرفتید', sourceHint: 'مانند: سایت مرکز، ۱۴۰۵/۸/۳۰', pinAct: 'پذیرفتن', pinned: 'ریشۀ ملی پذیرفته شد.',
  retireRoot: 'کنار گذاشتن', retireRootTitle: 'کنار گذاشتن ریشه', retireRootText: 'گواهی‌های زیر این ریشه از همین دم چیزی را گواهی نمی‌کنند. برگشتنی نیست.', rootRetired: 'ریشه کنار گذاشته شد.',
  certify: 'گواهی با ریشۀ دفتر', certifyTitle: 'گواهی کلید با ریشۀ دفتر', certified: 'کلید گواهی شد.',
  signTrust: 'امضای فایل اعتماد با ریشه', signTrustTitle: 'امضای فایل اعتماد', trustSigned: 'فایل اعتماد امضا شد؛ بانک‌ها همان ده واژۀ ریشه را می‌بینند.',
  issueList: 'صدور فهرست ابطال', issueListTitle: 'صدور فهرست ابطال ریشۀ دفتر', listIssued: (name: string) => `${name} صادر و ذخیره شد.`,
  importList: 'ورود فهرست ابطال', listImported: 'فهرست ابطال وارد شد.',
  lists: 'فهرست‌های ابطال', noLists: 'فهرست ابطالی وارد نشده است.',
  listLine: (at: string, stale: boolean) => `${momentFull(at)}${stale ? '، کهنه' : ''}`,
  unsigned: 'فایل اعتماد از آخرین تغییر کلیدها هنوز با ریشه امضا نشده است.', unsignedText: 'تا امضا نشود، بانک باید فایل تازه را مانند بار نخست تلفنی بسنجد.',
  rootSecretText: 'پاکت گذرواژۀ ریشه را باز کنید؛ هر بار باز کردن در دفتر ثبت می‌شود.',
  request: 'درخواست گواهی', requestTitle: 'درخواست گواهی از مرکز',
  requestText: 'فایلی ساخته می‌شود (PKCS#10) که خود کلید آن را امضا کرده است. آن را به مرکز صدور بدهید؛ کلید از این دفتر بیرون نمی‌رود.',
  requestTokenText: (token: string) => `فایلی ساخته می‌شود (PKCS#10) که خود کلید، روی توکن «${token}»، آن را امضا می‌کند. آن را به مرکز صدور بدهید؛ کلید از توکن بیرون نمی‌رود.`,
  commonName: 'نام در گواهی', commonHint: 'نام کسی یا مهری که گواهی برای اوست.', unitName: 'سمت یا بخش', requestAct: 'امضا و ذخیرۀ درخواست', requested: (name: string) => `${name} ذخیره شد؛ آن را به مرکز صدور بدهید.`,
  importCertificate: 'ورود گواهی', importTitle: 'ورود گواهی صادرشده', importText: 'فایل گواهی و زنجیر آن را بدهید: PEM، DER یا p7b، یکی یا چند فایل.',
  choose: 'گزیدن فایل', chosen: (n: number) => `${fa(n)} فایل گزیده شد`, importAct: 'پذیرفتن گواهی', imported: 'گواهی وارد شد.',
  refused: 'این گواهی پذیرفته نیست', good: 'گواهی درست است', gives: 'کلید با این گواهی:',
  rotate: 'آماده کردن جانشین', rotationTitle: 'کلید جانشین',
  rotationSteps: ['آماده', 'اعلام', 'جابه‌جایی'] as const,
  preparedText: 'ساخته شده و چیزی امضا نمی‌کند. اگر گواهی می‌خواهد همین حالا بگیرید.',
  announcedText: (at: string) => `${momentFull(at)} اعلام شد و در فایل اعتماد هست. پس از رسیدن فایل به بانک‌ها آن را به کار بگیرید.`,
  announce: 'اعلام در فایل اعتماد', announced: 'اعلام شد؛ فایل اعتماد تازه را به بانک‌ها برسانید.',
  switchKey: 'به کار گرفتن', switchTitle: 'به کار گرفتن کلید جانشین', switchText: 'از این پس کلید تازه امضا می‌کند. آنچه کلید کنونی امضا کرده معتبر می‌ماند.', switched: 'کلید تازه در کار است.',
  drop: 'کنار گذاشتن', dropTitle: 'کنار گذاشتن کلید آماده', dropText: 'این کلید چیزی امضا نکرده است و پاک می‌شود.', dropped: 'کلید آماده کنار گذاشته شد.',
  prepareTokenText: 'توکن و کلید جانشین را برگزینید. تا به کار گرفته نشود کلید کنونی امضا می‌کند؛ کلید تازه یک بار برای آزمون امضا می‌کند.',
  prepareTitle: 'آماده کردن کلید جانشین', prepareText: 'کلید تازه ساخته می‌شود، ولی تا به کار گرفته نشود کلید کنونی امضا می‌کند.', prepared: 'کلید جانشین آماده است.',
  retire: 'کنار گذاشتن کلید', retireTitle: 'کنار گذاشتن بی جانشین', retireText: 'این کلید دیگر امضا نمی‌کند؛ آنچه امضا کرده معتبر می‌ماند. برگشتنی نیست.', retired: 'کلید کنار گذاشته شد.',
  reason: 'دلیل', reasonShort: 'دلیل را بنویسید.', passphrase: 'گذرواژۀ شما',
  compromise: 'تمرین و اعلام سرقت کلید',
  endText: (how: string, since: string) => `${how}، ${momentFull(since)}`,
  act: 'انجام', cancel: 'انصراف',
} as const
