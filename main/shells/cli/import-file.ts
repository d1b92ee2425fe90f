import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import type { ImportReport, RowVerdict } from '#contract/dossiers'
import { fa } from '#locale/digits'
import { reasons } from '#locale/reasons'
import { command, exit, wantsJson } from './command'
import { codeOf, officeCodes, officeFlags, sayFailure, withUser } from './office-session'

const someRefused = 3

const verdictLine = (verdict: RowVerdict): string => {
  const row = `ردیف ${fa(verdict.row)}`
  if (verdict.outcome === 'accepted') return `${row}  پذیرفته  ${verdict.trackingCode}  ${verdict.name}`
  const why = verdict.faults.map(({ field, reason }) => `${field}: ${reasons[reason]}`).join(' ')
  return `${row}  رد شد  ${verdict.name}  ${why}${verdict.trackingCode ? ` (${verdict.trackingCode})` : ''}`
}

const summary = ({ rows, accepted, refused }: ImportReport): string =>
  `${fa(rows)} ردیف: ${fa(accepted)} پذیرفته، ${fa(refused)} رد شده`

/** `mohr import FILE`: every row its own verdict; a bad row never stops the good ones. */
export const importFile = command({
  name: 'import',
  usage: 'mohr import FILE --user NAME',
  summary: 'درخواست‌های یک فایل CSV یا JSON را ثبت می‌کند؛ هر ردیف پاسخ خود را می‌گیرد',
  flags: officeFlags,
  files: { least: 1, most: 1 },
  codes: { ...officeCodes, 0: 'همۀ ردیف‌ها پذیرفته شد', 2: 'فایل خوانده نشد یا همۀ آن رد شد', 3: 'یک یا چند ردیف رد شد' },
  run: async (given, terminal) => {
    const file = given.files[0]!
    let content: Buffer
    try {
      content = readFileSync(file)
    } catch {
      terminal.err(`فایل خوانده نشد: ${file}`)
      return exit.usage
    }
    return withUser(given, terminal, async ({ call }) => {
      const result = await call('dossiers.importFile', { name: basename(file), contentBase64: content.toString('base64') })
      if (!result.ok) {
        sayFailure(given, terminal, result.error)
        return /^(IMPORT|INPUT)_/.test(result.error.code) ? exit.usage : codeOf(result.error)
      }
      const report = result.value
      if (wantsJson(given)) terminal.out(JSON.stringify(report))
      else for (const line of [...report.verdicts.map(verdictLine), summary(report)]) terminal.out(line)
      if (report.stopped) {
        terminal.err(`فایل در میانۀ راه ماند (${report.stopped})؛ ${report.verdicts.length} ردیف از ${report.rows} بررسی شد. همان فایل را دوباره بدهید؛ ثبت‌شده‌ها دوباره ثبت نمی‌شوند.`)
        return exit.failed
      }
      return report.refused === 0 ? exit.done : someRefused
    })
  },
})
