import { join } from 'node:path'
import { dayShort } from '#locale/dates'
import { fa } from '#locale/digits'
import type { DemoFigures, DemoOutcome } from './run-demo'

const titles: Record<Exclude<keyof DemoFigures, 'ledgerOk' | 'seconds'>, string> = {
  imported: 'پروندهٔ پذیرفته',
  refused: 'ردیف ردشده، هر یک با دلیل',
  signed: 'مجوز امضاشدهٔ مدیرکل',
  confirmed: 'تأییدیهٔ آنی با مهر اداره',
  referred: 'معرفی به بانک',
  referralsRefused: 'معرفی ردشده در شرط‌ها',
  delivered: 'تحویل با رسید (مجوز و معرفی)',
  undelivered: 'بی‌رسید',
  verified: 'مجوز راستی‌آزموده',
  confirmationsVerified: 'تأییدیهٔ راستی‌آزموده',
}

const isTitled = (name: string): name is keyof typeof titles => Object.hasOwn(titles, name)

/** The table at the end, the reasons of refused referrals, and where the files lie. */
export const summaryLines = ({ figures, complete, refusedReferrals }: DemoOutcome, home: string): string[] => [
  '',
  ...Object.entries(figures).filter(([name]) => isTitled(name)).map(([name, value]) => `  ${fa(String(value)).padStart(6)}  ${isTitled(name) ? titles[name] : ''}`),
  `  ${figures.ledgerOk ? 'درست' : 'نادرست'}  زنجیرهٔ دفتر رخداد`,
  '',
  ...refusedReferrals.flatMap((referral) => [
    `معرفی ${referral.name} (${referral.permitNo}) ممکن نیست${referral.evaluation.earliestOn ? `، زودترین تاریخ ${dayShort(referral.evaluation.earliestOn)}` : ''}:`,
    ...referral.evaluation.outcomes.filter((o) => o.result === 'fail').map((o) => `    ${o.gate} [${o.clauses.join('، ')}] ${o.text}`),
  ]),
  '',
  `مجوزها: ${join(home, 'export', 'permits')}`,
  `کلید همگانی: ${join(home, 'export', 'office-public-key.pem')}`,
  `${complete ? 'همه چیز تحویل و راستی‌آزموده شد' : 'کامل نشد؛ ردیف‌های بالا را ببینید'}، در ${fa(String(figures.seconds))} ثانیه.`,
]
