import { fa } from './digits'

/** Words of the signing dialog, for permits and referrals alike. */
export const words = {
  key: 'کلید',
  keyKind: (bits: number, alg: string) => `RSA-${bits}، ${alg}`,
  keyAbsent: 'کلید فعالی به نام شما نیست',
  passphrase: 'گذرواژۀ کلید',
  passphraseHint: 'Enter شما را به دکمۀ امضا می‌برد و خودش امضا نمی‌کند.',
  wrong: 'گذرواژه نادرست است.',
  delayed: 'هنوز باید کمی صبر کنید.',
  nothingSigned: 'هیچ‌چیز امضا نشد و فهرست دست‌نخورده است.',
  tries: (n: number) => (n === 1 ? 'یک تلاش نادرست.' : `${fa(n)} تلاش نادرست پشت هم.`),
  waiting: (seconds: number) => `${fa(seconds)} ثانیه تا تلاش بعدی`,
  back: 'بازگشت',
  cancelNote: 'تا این دکمه را نزنید چیزی امضا نمی‌شود.',
  running: 'در حال امضا و بازخوانی',
  runningNote: 'هر امضا پیش از ثبت دوباره خوانده و سنجیده می‌شود. تا پایان کار این پنجره را باز نگه دارید.',
  progress: (text: string) => `در حال امضا: ${text}`,
} as const
