import { readFileSync } from 'node:fs'
import { verifyExport } from '#main/ledger/index'
import { fa } from '#locale/digits'
import { exit, text, wantsJson, type Command } from './command'

const unreadable = 3

/** `mohr verify-ledger FILE`: an exported ledger, checked with nothing but its own text (and the head one knows of it). */
export const verifyLedger: Command = {
  name: 'verify-ledger',
  usage: 'mohr verify-ledger FILE [--head HASH]',
  summary: 'زنجیرۀ یک دفتر رویداد صادرشده را از نو می‌شمارد؛ بدون ورود و بدون شبکه',
  flags: { head: { type: 'string' } },
  files: { least: 1, most: 1 },
  codes: { 0: 'درست', 1: 'دست‌خورده', 3: 'فایل خوانده نشد' },
  run: (given, terminal) => {
    let content: string
    try {
      content = readFileSync(given.files[0]!, 'utf8')
    } catch {
      terminal.err(`فایل خوانده نشد: ${given.files[0]!}`)
      return Promise.resolve(unreadable)
    }
    const wanted = text(given, 'head')
    const check = verifyExport(content)
    const headFits = wanted === undefined || wanted === check.head
    const ok = check.ok && check.entries > 0 && headFits
    if (wantsJson(given)) terminal.out(JSON.stringify({ ...check, ok, headFits }))
    else if (ok) terminal.out(`درست: ${fa(check.entries)} رویداد، سر زنجیره ${check.head}`)
    else if (!check.ok) terminal.out(`نادرست: رویداد ${fa(check.firstBad ?? 0)} با زنجیره نمی‌خواند.`)
    else terminal.out(check.entries === 0 ? 'نادرست: هیچ رویدادی در فایل نیست.' : `نادرست: سر زنجیره ${check.head} است، نه آنچه گفته شد.`)
    return Promise.resolve(ok ? exit.done : exit.failed)
  },
}
