import { existsSync, readFileSync, statSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import type { Verdict, VerdictReason } from '#contract/permits'
import { keysOfPem, permitTextOfFile, verifyPermitText } from '#main/permits/index'
import { dataFolder } from '#main/shells/host/data-folder'
import { dayLong } from '#locale/dates'
import { exit, text, wantsJson, type Command, type Given } from './command'

const unreadable = 3
const keyFiles = ['office-public-key.pem', 'office-seal-public-key.pem']
/** A permit has under two thousand characters; a file of megabytes is not read at all. */
const mostBytes = 1024 * 1024

type Keys = ReturnType<typeof keysOfPem>
type FileVerdict = { file: string } & (Verdict | { outcome: 'unreadable' })

const reasons: Record<VerdictReason, string> = {
  form: 'شکل سند درست نیست',
  too_large: 'بزرگ‌تر از هر مجوزی است',
  header: 'سرآیند سند درست نیست',
  algorithm: 'روش امضا پذیرفته نیست',
  type: 'سند مجوز نیست',
  signer_unknown: 'امضاکننده در میان کلیدهای داده‌شده نیست',
  signature: 'امضا با متن نمی‌خواند',
  encoding: 'متن به UTF-8 نیست',
  canonical: 'متن به صورت یکتای خود نوشته نشده است',
  payload: 'محتوای سند درست نیست',
  face: 'روی چاپی با سند نمی‌خواند',
}

/** The keys of `--key`, else those that lie beside the file or above it, else those exported in the data folder. */
const keyPaths = (given: Given, file: string): string[] => {
  const named = text(given, 'key')
  if (named) return [named]
  for (let folder = dirname(resolve(file)); ; folder = dirname(folder)) {
    const found = keyFiles.map((name) => join(folder, name)).filter((path) => existsSync(path))
    if (found.length > 0) return found
    if (folder === dirname(folder)) break
  }
  return keyFiles.map((name) => join(dataFolder(text(given, 'home')), 'export', name)).filter((path) => existsSync(path))
}

/** The public keys to check a file with, or null when there is none that could be used. */
const keysFor = (given: Given, file: string, known: Map<string, Keys>): Keys | null => {
  const paths = keyPaths(given, file)
  try {
    for (const path of paths) if (!known.has(path)) known.set(path, keysOfPem(readFileSync(path, 'utf8')))
  } catch {
    return null
  }
  const keys = paths.flatMap((path) => known.get(path) ?? [])
  return keys.length > 0 ? keys : null
}

const check = (file: string, keys: Keys): FileVerdict => {
  try {
    if (statSync(file).size > mostBytes) return { file, outcome: 'invalid', reason: 'too_large' }
    return { file, ...verifyPermitText(permitTextOfFile(readFileSync(file, 'utf8')), keys) }
  } catch {
    return { file, outcome: 'unreadable' }
  }
}

const verdictLine = (verdict: FileVerdict): string => {
  if (verdict.outcome === 'unreadable') return `${verdict.file}: خوانده نشد`
  if (verdict.outcome === 'invalid') return `${verdict.file}: نامعتبر — ${reasons[verdict.reason]}`
  const { no, name, on } = verdict.payload
  return `${verdict.file}: معتبر${verdict.test ? ' (آزمایشی)' : ''} — ${no} — ${name} — ${dayLong(on)} — کلید ${verdict.kid}`
}

const codeOf = (verdicts: readonly FileVerdict[]): number => {
  if (verdicts.some(({ outcome }) => outcome === 'unreadable')) return unreadable
  return verdicts.every(({ outcome }) => outcome === 'valid') ? exit.done : exit.failed
}

/** `mohr verify FILE…`: permits checked with public keys alone: no office, no sign-in, no network, no clock. */
export const verify: Command = {
  name: 'verify',
  usage: 'mohr verify FILE… [--key PEM]',
  summary: 'مجوزها را فقط با کلید همگانی می‌سنجد؛ بدون ورود و بدون شبکه (باطل شدن را نمی‌داند)',
  flags: { key: { type: 'string' }, home: { type: 'string' } },
  files: { least: 1, most: 1000 },
  codes: { 0: 'همه معتبر', 1: 'یکی یا بیشتر نامعتبر', 2: 'کلید نیست یا خوانده نشد', 3: 'فایلی خوانده نشد' },
  run: (given, terminal) => {
    const known = new Map<string, Keys>()
    const verdicts: FileVerdict[] = []
    for (const file of given.files) {
      const keys = keysFor(given, file, known)
      if (!keys) {
        terminal.err(`کلید همگانی پیدا یا خوانده نشد برای ${file}؛ با --key PEM بدهید.`)
        return Promise.resolve(exit.usage)
      }
      verdicts.push(check(file, keys))
    }
    if (wantsJson(given)) terminal.out(JSON.stringify({ results: verdicts }))
    else for (const verdict of verdicts) terminal.out(verdictLine(verdict))
    return Promise.resolve(codeOf(verdicts))
  },
}
