import type { KeyRefusal, KeyWarning, ModuleFault, PinTries, StopReason, TokenUnfit } from '#contract/tokens'
import { fa } from './digits'

/** Why a module of the office's list can't be used. */
export const moduleFaults: Record<ModuleFault, string> = {
  configuration: 'فایل token-modules.json درست نوشته نشده یا هر کسی می‌تواند آن را تغییر دهد.',
  unknown: 'این ماژول در فهرست این دفتر نیست.',
  missing: 'فایل ماژول در جای خود نیست.',
  open_to_others: 'هر کسی می‌تواند فایل ماژول را تغییر دهد؛ برای امنیت بارگذاری نشد.',
  not_pkcs11: 'این فایل ماژول PKCS#11 برای این رایانه نیست.',
  failed: 'ماژول راه نیفتاد.',
}

export const unfitNames: Record<TokenUnfit, string> = {
  pin_pad: 'رمز این توکن روی صفحه‌کلید خودش زده می‌شود و این برنامه هنوز با آن کار نمی‌کند.',
  pin_not_set: 'برای این توکن هنوز PIN گذاشته نشده است.',
  read_only: 'روی این توکن نمی‌شود چیزی نوشت.',
}

/** What the token itself says; the standard gives no number. */
export const triesNames: Record<PinTries, string> = {
  normal: 'PIN پیش از این نادرست زده نشده است.',
  low: 'یک یا چند بار PIN نادرست زده شده است؛ تلاش‌های باقی‌مانده کم است.',
  final: 'فقط یک تلاش مانده است؛ یک PIN نادرست دیگر توکن را قفل می‌کند.',
  locked: 'توکن قفل است.',
}

export const refusalNames: Record<KeyRefusal, string> = {
  not_rsa: 'کلید RSA نیست',
  bits: 'کوتاه‌تر از ۳۰۷۲ بیت است',
  exponent: 'نمای آن ۶۵۵۳۷ نیست',
  cannot_sign: 'اجازۀ امضا ندارد',
  mechanism: 'توکن امضای PSS ندارد',
  certificate_other: 'گواهی کنار آن از کلید دیگری است یا خوانده نمی‌شود',
  usage: 'گواهی آن برای امضا صادر نشده است',
  authority: 'گواهی آن گواهی مرجع صدور است، نه شخص',
  expired: 'گواهی آن منقضی شده است',
  not_yet_valid: 'اعتبار گواهی آن هنوز آغاز نشده است',
}

export const warningNames: Record<KeyWarning, string> = {
  no_certificate: 'بی گواهی',
  expires_soon: 'گواهی تا سی روز دیگر منقضی می‌شود',
  may_leave_token: 'از توکن بیرون آوردنی است',
  other_uses: 'جز امضا به کار دیگری هم می‌آید',
}

/** Why a run of signatures ended at a document. */
export const stopWords: Record<StopReason, string> = {
  token_absent: 'توکن بیرون کشیده شد؛ این مورد و پس از آن امضا نشد.',
  token_locked: 'توکن قفل شد؛ این مورد و پس از آن امضا نشد.',
  token_failed: 'توکن از کار ماند؛ این مورد و پس از آن امضا نشد.',
  pin_wrong: 'توکن PIN را نپذیرفت؛ این مورد و پس از آن امضا نشد.',
}

const lookup = <K extends string>(names: Record<K, string>, key: unknown): string =>
  typeof key === 'string' && Object.hasOwn(names, key) ? names[key as K] : ''

/** What a token's failure adds to its sentence: the cause, the refusals of policy, the tries left. */
export const tokenDetail = (code: string, details: Readonly<Record<string, unknown>>): string => {
  if (code === 'TOKEN_MODULE_UNFIT') return lookup(moduleFaults, details['cause'])
  if (code === 'TOKEN_UNFIT') return lookup(unfitNames, details['cause'])
  if (code === 'PIN_WRONG') return details['tries'] === 'normal' ? '' : lookup(triesNames, details['tries'])
  if (code === 'TOKEN_FAILED') return typeof details['rv'] === 'string' ? `(${details['rv']})` : ''
  if (code === 'TOKEN_KEY_REFUSED' && Array.isArray(details['causes'])) {
    const texts = details['causes'].map((cause) => lookup(refusalNames, cause) || lookup(warningNames, cause)).filter(Boolean)
    return texts.length > 0 ? `${texts.join('؛ ')}.` : ''
  }
  return ''
}

/** Choosing and making a key on a token, and what the pages say of it. */
export const words = {
  where: 'کلید کجا باشد؟',
  software: 'همین رایانه',
  token: 'توکن یا کارت هوشمند',
  tokenNote: 'در توکن می‌ماند و با PIN آن امضا می‌کند.',
  module: 'نوع توکن',
  chooseToken: 'توکن',
  again: 'دوباره بگرد',
  looking: 'در حال خواندن توکن',
  noTokens: 'هیچ توکنی در دستگاه نیست.',
  noTokensText: 'توکن را وصل کنید و «دوباره بگرد» را بزنید.',
  unsupported: 'این نصب برنامه نمی‌تواند با توکن کار کند.',
  unsupportedText: 'بخش بومی توکن (pkcs11) ساخته نشده است؛ کارهای دیگر برنامه کامل است. فناوری اطلاعات بخش «توکن» راهنما را ببیند.',
  notListed: 'هنوز هیچ ماژول توکنی برای این دفتر تعریف نشده است.',
  notListedText: 'فناوری اطلاعات نشانی ماژول را در فایل token-modules.json کنار دادۀ دفتر می‌نویسد.',
  listUnreadable: 'فهرست ماژول‌های توکن (token-modules.json) خوانده نشد.',
  listUnreadableText: 'فایل درست نوشته نشده یا هر کسی می‌تواند آن را تغییر دهد؛ فناوری اطلاعات آن را درست کند.',
  whichKey: 'کلید روی توکن',
  makeNew: 'ساختن کلید تازه روی توکن (RSA، ۳۰۷۲ بیت)',
  makeNewNote: 'کلید در خود توکن ساخته می‌شود، بیرون نمی‌آید و جز امضا کاری نمی‌کند.',
  keyLabel: (label: string, bits: number) => `${label === '' ? 'بی‌نام' : label}، ${fa(bits)} بیت`,
  refused: 'پذیرفته نیست',
  subject: 'گواهی به نام',
  until: 'تا',
  labelDefault: 'مهر: کلید امضای مدیرکل',
  pin: 'PIN توکن',
  pinHint: 'یک بار آزموده می‌شود؛ اگر نادرست باشد دوباره آزموده نمی‌شود.',
  making: 'توکن در حال ساختن کلید است؛ تا یک دقیقه طول می‌کشد. توکن را بیرون نکشید.',
  trying: 'توکن یک امضای آزمایشی می‌کند.',
  use: 'برگزیدن این کلید',
  make: 'ساختن کلید روی توکن',
  made: 'کلید روی توکن، کلید امضای شماست.',
  replaceTitle: 'این کلید جای کلید کنونی شما را می‌گیرد.',
  replaceText: 'کلید کنونی کنار گذاشته می‌شود: امضاهای گذشته‌اش درست می‌ماند، ولی دیگر با آن امضا نمی‌شود.',
  replaceCheck: 'می‌دانم؛ کلید کنونی کنار گذاشته شود.',
  move: 'بردن امضا به توکن',
  another: 'کلید دیگر',
  lives: 'جای کلید',
  livesSoftware: 'همین رایانه، زیر گذرواژه',
  livesSeal: 'دادۀ رمزشدۀ همین دفتر',
  livesToken: (label: string, serial: string) => `توکن «${label}»، سریال ${serial}`,
  directorUse: 'مجوز و معرفی‌نامه را امضا می‌کند؛ در توکن است و فقط با PIN آن باز می‌شود.',
  panelTitle: 'توکن‌ها',
  panelText: 'توکن‌هایی که همین حالا در این رایانه دیده می‌شوند. ماژول‌ها را فقط فناوری اطلاعات در فایل token-modules.json می‌نویسد.',
  slot: 'دستگاه',
  serial: 'سریال',
  ready: 'آماده',
  lockedChip: 'قفل',
  finalChip: 'فقط یک تلاش',
  lowChip: 'PIN نادرست زده شده',
  unfitChip: 'ناسازگار',
  lockedTitle: 'توکن قفل است.',
  lockedText: 'چند بار PIN نادرست زده شده است. با PUK یا نزد صادرکننده باز می‌شود؛ این برنامه نمی‌تواند. کلید و امضاهای گذشته سالم است.',
  wrongPin: 'PIN نادرست است.',
  finalTitle: 'فقط یک تلاش مانده است.',
  finalText: 'اگر این بار هم PIN نادرست باشد توکن قفل می‌شود. اگر مطمئن نیستید، نزنید.',
  cannotSign: 'با این توکن اکنون نمی‌شود امضا کرد.',
} as const
