import type { Command } from './command'
import { commands } from './commands'

const shared = [
  'همۀ فرمان‌ها: --json پاسخ برای برنامه‌ها · --json-file FILE همان پاسخ در فایل · --help همین راهنما',
  'فرمان‌های اداره: --home DIR پوشۀ داده (وگرنه MOHR_HOME، وگرنه پیکربندی دستگاه، وگرنه پوشۀ همین کاربر) · --user NAME ·',
  '  گذرواژه از --passphrase-file FILE یا متغیر MOHR_PASSPHRASE یا پرسش پنهان',
  'کدهای خروج مشترک: 0 انجام شد · 1 نشد · 2 دستور نادرست · 4 ورود انجام نشد · 75 فرمان دیگری روی همین پوشه در جریان است · 78 پیکربندی پذیرفته نشد',
]

const codeLines = ({ codes }: Command): string[] => Object.entries(codes).map(([code, words]) => `      ${code.padStart(2)}  ${words}`)

/** The help of one command, or of all. */
export const helpText = (command?: Command): string =>
  [
    ...(command ? [command] : commands).flatMap((one) => [one.usage, `    ${one.summary}`, ...codeLines(one)]),
    '',
    ...shared,
  ].join('\n')
