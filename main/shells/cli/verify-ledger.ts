import { readFileSync } from 'node:fs'
import { parseVkey, verifyExportAgainst, type ExportCheck } from '#main/checkpoints/index'
import { verifyExport } from '#main/ledger/index'
import { fa } from '#locale/digits'
import { command, exit, text, wantsJson } from './command'

const unreadable = 3

type Verdict = ReturnType<typeof verifyExport> & Partial<ExportCheck>

/**
 * `mohr verify-ledger FILE`: an exported ledger, checked with nothing but its own text, the head one knows of it, and the
 * checkpoints one kept of it with the key that sealed them.
 */
export const verifyLedger = command({
  name: 'verify-ledger',
  usage: 'mohr verify-ledger FILE [--head HASH] [--checkpoints FILE --key VKEY]',
  summary: 'زنجیرۀ یک دفتر رویداد صادرشده، و مهرهای آن را، از نو می‌شمارد؛ بدون ورود و بدون شبکه',
  flags: { head: { type: 'string' }, checkpoints: { type: 'string' }, key: { type: 'string' } },
  files: { least: 1, most: 1 },
  codes: { 0: 'درست', 1: 'دست‌خورده', 3: 'فایل خوانده نشد' },
  run: (given, terminal) => {
    const list = text(given, 'checkpoints')
    const key = parseVkey(text(given, 'key') ?? '')
    if (list !== undefined && !key) {
      terminal.err('برای سنجش مهرها کلید دفتر (--key) لازم است، به شکل «نام+شناسه+کلید».')
      return Promise.resolve(exit.usage)
    }
    let check: Verdict
    try {
      const content = readFileSync(given.files[0]!, 'utf8')
      check = list !== undefined && key ? verifyExportAgainst(content, readFileSync(list, 'utf8'), key) : verifyExport(content)
    } catch {
      terminal.err(`فایل خوانده نشد: ${[given.files[0]!, ...(list === undefined ? [] : [list])].join('، ')}`)
      return Promise.resolve(unreadable)
    }
    const wanted = text(given, 'head')
    const headFits = wanted === undefined || wanted === check.head
    const ok = check.ok && check.entries > 0 && headFits
    terminal.out(wantsJson(given) ? JSON.stringify({ ...check, ok, headFits }) : sentence(check, ok))
    return Promise.resolve(ok ? exit.done : exit.failed)
  },
})

const sentence = (check: Verdict, ok: boolean): string => {
  if (ok) return `درست: ${fa(check.entries)} رویداد، سر زنجیره ${check.head}${check.checkpoints ? `، ${fa(check.checkpoints)} مهر` : ''}`
  if (check.firstBad !== null) return `نادرست: رویداد ${fa(check.firstBad)} با زنجیره نمی‌خواند.`
  if (check.entries === 0) return 'نادرست: هیچ رویدادی در فایل نیست.'
  if (check.firstBadCheckpoint) return `نادرست: دفتر با مهر رویداد ${fa(check.firstBadCheckpoint)} نمی‌خواند.`
  if (check.foreign) return `نادرست: ${fa(check.foreign)} مهر از این کلید نیست یا خوانده نشد.`
  if (check.checkpoints === 0) return 'نادرست: هیچ مهری در فهرست نیست.'
  return `نادرست: سر زنجیره ${check.head} است، نه آنچه گفته شد.`
}
