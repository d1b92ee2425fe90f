import type { DeliveryState, ExitCode } from '#contract/registry'

/** Delivery in words: what a state, a run's end and a cause mean, and what a person does about it. */
export const stateNames: Record<DeliveryState, string> = {
  queued: 'در نوبت', in_flight: 'در راه', acknowledged: 'رسید آمد', settled: 'رسید سنجیده شد', conflict: 'ناسازگار', rejected: 'پذیرفته نشد', deferred: 'منتظر مورد پیشین',
}

export const stateNotes: Record<DeliveryState, string> = {
  queued: 'هنوز فرستاده نشده است.',
  in_flight: 'فرستاده شد و پاسخش نیامده؛ دوباره پرسیده می‌شود و دو بار ثبت نمی‌شود.',
  acknowledged: 'مرکز ثبت کرد و رسید امضاشده‌اش اینجاست.',
  settled: 'رسید مرکز با بایت‌های دفتر رخدادها برابر است.',
  conflict: 'مرکز نسخۀ تازه‌تری دارد؛ تصمیم شما لازم است.',
  rejected: 'مرکز نپذیرفت؛ علت را پایین ببینید.',
  deferred: 'تا رسیدن موردی که به آن وابسته است می‌ماند؛ خودش می‌رود.',
}

export type Tone = 'ok' | 'warn' | 'danger' | 'neutral'

/** How a run ended, as a title and what is safe or to be done. Offline is ordinary, not an alarm. */
export const exitWords: Record<ExitCode, { tone: Tone; title: string; text: string }> = {
  0: { tone: 'ok', title: 'کامل بود: هیچ موردی نمانده است.', text: 'هر مورد با رسید مرکز تحویل شده است.' },
  10: { tone: 'warn', title: 'ارسال شد، ولی چند مورد منتظر تصمیم است.', text: 'چیزی گم نشده؛ علت‌ها و کار هر کدام پایین آمده است.' },
  20: { tone: 'neutral', title: 'شبکه نبود؛ چیزی فرستاده نشد.', text: 'کار بی‌ارتباط ادامه دارد و موردها در نوبت می‌ماند. هر وقت شبکه بود دوباره بزنید.' },
  21: { tone: 'warn', title: 'نیمه‌کاره ماند.', text: 'آنچه رسید رسیده است؛ بقیه دفعۀ بعد از همان‌جا ادامه می‌یابد و دو بار ثبت نمی‌شود.' },
  30: { tone: 'danger', title: 'مرکز این دستگاه را نپذیرفت.', text: 'چیزی فرستاده نشد. کد یک‌بارمصرف تازه بگیرید و دستگاه را دوباره معرفی کنید.' },
  31: { tone: 'danger', title: 'ارتباط امن برقرار نشد.', text: 'چیزی فرستاده نشد. گواهی مرجع ملی یا ساعت رایانه را بازبینی کنید.' },
  40: { tone: 'warn', title: 'مرکز نسخۀ تازه‌تر برنامه را می‌خواهد.', text: 'موردها در نوبت می‌ماند. برنامه را به‌روز کنید.' },
  50: { tone: 'danger', title: 'خواندن یا نوشتن روی این رایانه انجام نشد.', text: 'پیش‌تر ذخیره‌شده‌ها سالم است. جای دیسک را ببینید و دوباره بزنید.' },
  60: { tone: 'danger', title: 'دو سو با هم نمی‌خواند.', text: 'برای حفظ داده، ارسال ایستاد. چیزی پاک نشد. کد زیر را به پشتیبانی مرکز بدهید.' },
  75: { tone: 'neutral', title: 'همگام‌سازی دیگری در جریان بود.', text: 'پس از پایان آن دوباره بزنید.' },
}

export type Cause = { title: string; meaning: string; action: string }

const ownFault = 'به پشتیبانی برنامه خبر دهید و کد را بگویید؛ فرستادن دوباره سودی ندارد.'
const causes: Readonly<Record<string, Cause>> = {
  version_conflict: { title: 'مرکز نسخۀ تازه‌تری دارد', meaning: 'همین پرونده از جای دیگری تغییر کرده است. دادۀ محلی سر جای خود است.', action: 'کارشناس دو نسخه را کنار هم ببیند و با مرکز تصمیم بگیرد.' },
  dependency_missing: { title: 'مورد پیشین هنوز نرسیده است', meaning: 'به مورد دیگری وابسته است که مرکز هنوز ندارد.', action: 'کاری لازم نیست؛ پس از رسیدن آن خودش فرستاده می‌شود.' },
  lane_waits: { title: 'در صف همان پرونده مانده است', meaning: 'مورد پیش از آن در همین پرونده ثبت نشده است.', action: 'نخست علت مورد پیشین را ببینید؛ این یکی خودش می‌رود.' },
  signer_unknown: { title: 'کلید امضا نزد مرکز شناخته نیست', meaning: 'کلیدی که امضا کرده هنوز به مرکز معرفی نشده است.', action: 'صبر کنید تا معرفی کلید برسد؛ اگر ماند، با مرکز تماس بگیرید.' },
  document_signature: { title: 'امضای سند نزد مرکز درست نبود', meaning: 'مرکز امضای این سند را نپذیرفت.', action: 'سند را در «بازبینی مجوز» بسنجید و نتیجه را به پشتیبانی بدهید.' },
  document_manifest: { title: 'مجوز در سیاهۀ دستۀ خودش نبود', meaning: 'مرکز این مجوز را در سیاهۀ امضاشده‌ای که نامش را می‌برد نیافت.', action: 'سیاهۀ دسته و مجوز را در «بررسی مجوز» بسنجید و نتیجه را به پشتیبانی بدهید.' },
  aggregate_out_of_scope: { title: 'این پرونده از آن واحد دیگری است', meaning: 'مرکز این پرونده را در حوزۀ این اداره نمی‌داند.', action: 'با مرکز دربارۀ حوزۀ این دستگاه تماس بگیرید.' },
  stream_out_of_scope: { title: 'این نوع داده در اجازۀ دستگاه نیست', meaning: 'به این دستگاه اجازۀ فرستادن این دسته داده نشده است.', action: 'از مرکز بخواهید اجازۀ دستگاه را کامل کند.' },
  schema_unsupported: { title: 'مرکز این نسخۀ داده را نمی‌پذیرد', meaning: 'نسخۀ برنامه با مرکز نمی‌خواند.', action: 'برنامه را به‌روز کنید؛ موردها می‌ماند.' },
  item_malformed: { title: 'مرکز این مورد را نخواند', meaning: 'شکل داده پذیرفته نشد.', action: ownFault },
  payload_digest: { title: 'چکیده با متن نخواند', meaning: 'متن در راه یا روی دیسک تغییر کرده است.', action: 'زنجیرۀ دفتر رخدادها را بسنجید و نتیجه را به پشتیبانی بدهید.' },
  payload_not_canonical: { title: 'متن به شکل استاندارد نبود', meaning: 'مرکز شکل بایت‌ها را نپذیرفت.', action: ownFault },
  key_reused: { title: 'شناسۀ این مورد پیش‌تر به کار رفته است', meaning: 'زیر همین شناسه متن دیگری نزد مرکز است.', action: 'شاید دفتر از پشتیبان برگشته است؛ دستگاه را دوباره معرفی کنید.' },
  device_seq_reused: { title: 'شمارۀ این مورد پیش‌تر به کار رفته است', meaning: 'مورد دیگری با همین شمارۀ دستگاه نزد مرکز است.', action: 'شاید دفتر از پشتیبان برگشته است؛ دستگاه را دوباره معرفی کنید.' },
  lane_order: { title: 'ترتیب موردها نزد مرکز جلوتر است', meaning: 'مورد بعدی همین پرونده پیش از این ثبت شده است.', action: 'شاید دفتر از پشتیبان برگشته است؛ دستگاه را دوباره معرفی کنید.' },
}

/** What a refusal means and what to do; an unknown code is told honestly. */
export const causeOf = (code: string): Cause => causes[code] ?? {
  title: 'علت ناشناخته', meaning: 'این نسخۀ برنامه این علت را نمی‌شناسد. دادۀ محلی سالم است.', action: 'کد را به پشتیبانی بگویید.',
}
