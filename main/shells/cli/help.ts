import { everyCodes, type Command } from './command'
import { commands } from './commands'
import { officeCodes } from './office-session'

const shortly = (codes: Readonly<Record<number, string>>): string => Object.entries(codes).filter(([code, words]) => !Object.entries(officeCodes).some(([known, same]) => known === code && same === words)).map(([code, words]) => `${code} ${words}`).join(' · ')

const shared = [
  'همۀ فرمان‌ها: --json پاسخ برای برنامه‌ها · --json-file FILE همان پاسخ در فایل · --help همین راهنما',
  'فرمان‌های اداره: --home DIR پوشۀ داده (وگرنه MOHR_HOME، وگرنه پیکربندی دستگاه، وگرنه پوشۀ همین کاربر) · --user NAME ·',
  '  گذرواژه از --passphrase-file FILE یا متغیر MOHR_PASSPHRASE یا پرسش پنهان',
  `کدهای خروج همۀ فرمان‌ها: ${shortly(everyCodes)}`,
  `و فرمان‌های اداره: ${shortly(officeCodes)}`,
]

const codeLines = ({ codes }: Command): string[] => Object.entries(codes).filter(([code, words]) => !Object.entries(officeCodes).some(([known, same]) => known === code && same === words)).map(([code, words]) => `      ${code.padStart(2)}  ${words}`)

/** The help of one command, or of all. */
export const helpText = (command?: Command): string =>
  [
    ...(command ? [command] : commands).flatMap((one) => [one.usage, `    ${one.summary}`, ...codeLines(one)]),
    '',
    ...shared,
  ].join('\n')
