import type { CheckItem, CheckName } from '#contract/checks'
import { fa } from '#locale/digits'
import { checkReasons } from '#locale/checks'
import { command, wantsJson } from './command'
import { codeOf, officeCodes, officeFlags, sayFailure, withUser } from './office-session'
import { failedStep, keepReport, plainFacts, secondsSince } from './run-report'
import { syncCodes } from './sync'

const names: Record<CheckName, string> = {
  key_ring: 'دسته‌کلید', database: 'پایگاه', ledger: 'دفتر رخدادها', checkpoints: 'مُهرهای دفتر', scans: 'اسکن‌ها', backups: 'پشتیبان', disk: 'جای خالی دیسک', clock: 'ساعت', registry: 'سامانۀ مرکزی',
}
const marks: Record<CheckItem['state'], string> = { good: 'درست', warning: 'هشدار', bad: 'نادرست' }

const detail = ({ reason, facts }: CheckItem): string => {
  const numbers = Object.entries(facts).flatMap(([name, value]) => (typeof value === 'number' ? [`${name}=${fa(value)}`] : []))
  return [reason === null ? '' : checkReasons(reason), ...numbers].filter((part) => part !== '').join('؛ ')
}

/** `mohr check`: everything that IT has to know of an office, in one table; changes nothing. */
export const check = command({
  name: 'check',
  usage: 'mohr check --user NAME [--offline]',
  summary: 'پایگاه، دفتر رخدادها و مُهرهایش، اسکن‌ها، دسته‌کلید، پشتیبان، دیسک، ساعت و سامانۀ مرکزی را می‌سنجد؛ چیزی را تغییر نمی‌دهد',
  flags: { ...officeFlags, offline: { type: 'boolean' } },
  files: { least: 0, most: 0 },
  codes: {
    ...officeCodes, ...syncCodes,
    0: 'همه درست', 10: 'هشدار: پشتیبان کهنه یا تنظیم‌نشده، دیسک کم، ساعت ناهماهنگ، دستگاه معرفی‌نشده', 20: 'سامانۀ مرکزی پاسخ نداد',
    50: 'پایگاه، اسکن، دسته‌کلید، پوشۀ پشتیبان، دیسک یا ساعت این دستگاه نادرست است', 60: 'دفتر رخدادها یا مُهرهایش نمی‌خواند',
  },
  run: (given, terminal) =>
    withUser(given, terminal, async (session) => {
      const startedAt = new Date().toISOString()
      const began = performance.now()
      const result = await session.call('checks.run', { network: given.flags['offline'] !== true })
      if (!result.ok) {
        sayFailure(given, terminal, result.error)
        const code = codeOf(result.error)
        await keepReport(session, terminal, { command: 'check', startedAt, exitCode: code, steps: [failedStep('check', code, result.error, secondsSince(began))] })
        return code
      }
      const { exitCode, items } = result.value
      const steps = items.map(({ name, code, reason, facts }) => ({ step: name, code, seconds: 0, error: reason, ref: null, facts: plainFacts(facts) }))
      await keepReport(session, terminal, { command: 'check', startedAt, exitCode, steps })
      if (wantsJson(given)) terminal.out(JSON.stringify(result.value))
      else for (const item of items) terminal.out(`${marks[item.state].padEnd(8)}${names[item.name].padEnd(16)}${detail(item)}`.trimEnd())
      return exitCode
    }),
})
