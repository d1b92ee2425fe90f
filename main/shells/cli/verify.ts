import { readFileSync, statSync } from 'node:fs'
import type { Verdict } from '#contract/permits'
import { isAbsence } from '#contract/verify/absence'
import { openToken } from '#contract/verify/compact-token'
import type { Acting } from '#contract/verify/delegation'
import { judge, knowingEnds, type CheckedList, type Standing } from '#contract/verify/judge'
import { givenText } from '#contract/verify/qr-text'
import type { ReferralVerdict } from '#contract/verify/referral'
import { verifyAbsenceText, verifyPermitText } from '#main/permits/index'
import { verifyReferralText } from '#main/referrals/index'
import { words as absenceWords } from '#locale/absences'
import { dayLong, momentFull } from '#locale/dates'
import { rial } from '#locale/digits'
import { digestWords } from '#locale/digest-words'
import { refusalWords, standingText } from '#locale/standing'
import { pictureFaults } from '#locale/verify'
import { command, exit, text, texts, wantsJson, type Given } from './command'
import { isPdf, isPicture, readPicture } from './read-picture'
import type { Terminal } from './terminal'
import { checkTimestamp, signedBefore, timestampLine, timestampUsage, type FileTimestamp } from './verify-timestamp'
import { manifestLine, manifestOf, placedIn, type FileManifest } from './verify-manifest'
import { checkPlace, proofLine, proofUsage, type FileProof } from './verify-proof'
import { instantText } from './instant'
import { listsOf, pemKeysFor, trustOf, withDelegations, type GivenKeys, type Keys } from './verify-keys'

const codes = { unreadable: 3, takenAway: 5, statusUnknown: 6, timestamp: 7, manifest: 8, proof: 9, absence: 10 } as const
/** A permit has under two thousand characters; a text of megabytes is not read at all. */
const mostTextBytes = 1024 * 1024
const mostPictureBytes = 30 * 1024 * 1024

type Unreadable = { outcome: 'unreadable'; reason: 'file' | 'picture' | 'no_code' | 'pdf' }
type Absence = Extract<ReturnType<typeof verifyAbsenceText>, { outcome: 'absence' }>
type FileVerdict = { file: string } & (ReferralVerdict | Absence | (Verdict & { standing?: Standing; timestamp?: FileTimestamp; manifest?: FileManifest; proof?: FileProof }) | Unreadable)
type Bench = { keys: Keys; lists: readonly CheckedList[]; now: Date; manifest: Extract<ReturnType<typeof manifestOf>, { ok: true }> | null; timestampOf: (jws: string) => Promise<FileTimestamp | undefined>; placeOf: (jws: string, verdict: Extract<Verdict, { outcome: 'valid' }>) => Promise<FileProof | undefined> }

const textOf = (bytes: Buffer): { text: string } | Extract<Verdict, { outcome: 'invalid' }> | Unreadable => {
  if (isPicture(bytes)) {
    if (bytes.length > mostPictureBytes) return { outcome: 'invalid', reason: 'too_large' }
    const read = readPicture(bytes)
    return 'reason' in read ? { outcome: 'unreadable', reason: read.reason } : read
  }
  if (isPdf(bytes)) return { outcome: 'unreadable', reason: 'pdf' }
  return bytes.length > mostTextBytes ? { outcome: 'invalid', reason: 'too_large' } : { text: givenText(bytes.toString('utf8')) }
}

const check = async (file: string, bytes: Buffer, { keys, lists, now, manifest, timestampOf, placeOf }: Bench): Promise<FileVerdict> => {
  const read = textOf(bytes)
  if ('outcome' in read) return { file, ...read }
  if (isAbsence(read.text)) return { file, ...verifyAbsenceText(read.text, keys) }
  if (!('reason' in openToken(read.text, 'referral+jws'))) return { file, ...verifyReferralText(read.text, knowingEnds(keys, lists)) }
  const verdict = verifyPermitText(read.text, knowingEnds(keys, lists))
  if (verdict.outcome === 'invalid') return { file, ...verdict }
  const timestamp = await timestampOf(read.text)
  const placed = placedIn(manifest, verdict)
  const proof = await placeOf(read.text, verdict)
  const isBefore = proof?.outcome === 'proven' && proof.before
  const lostAt = keys.find(({ kid }) => kid === verdict.kid)?.bounds?.lost
  const lost = (verdict.lost ?? false) && !signedBefore(timestamp, lostAt) && !isBefore
  return { file, ...verdict, standing: judge({ ...verdict.payload, test: verdict.test || undefined, lost }, lists, now), ...(timestamp ? { timestamp } : {}), ...(placed ? { manifest: placed } : {}), ...(proof ? { proof } : {}) }
}

const bytesOf = async (file: string, terminal: Terminal): Promise<Buffer | null> => {
  try {
    if (file === '-') return await terminal.input()
    return statSync(file).size > mostPictureBytes ? Buffer.alloc(mostTextBytes + 1) : readFileSync(file)
  } catch {
    return null
  }
}

const unreadableWords: Record<Unreadable['reason'], string> = { file: 'خوانده نشد', ...pictureFaults }

const referralLine = ({ file, payload: { no, name, on, amt, bank }, kid, test, lost, acting }: { file: string } & Extract<ReferralVerdict, { outcome: 'referral' }>): string => {
  const facts = [no, name, dayLong(on), rial(amt), `بانک ${bank}`, ...(acting ? [actingLine(acting)] : []), `کلید ${kid}`]
  return `${file}: معرفی‌نامۀ بانک، امضا معتبر${test ? ' (آزمایشی)' : ''}${lost ? '، ولی کلید آن از دست رفته است' : ''} — ${facts.join(' — ')} — پس گرفتن آن در فهرست وضعیت نمی‌آید؛ از اداره بپرسید`
}

const actingLine = ({ name, post }: Acting): string => `جانشین مدیرکل: ${name}، ${post}`

const verdictLine = (verdict: FileVerdict): string => {
  if (verdict.outcome === 'unreadable') return `${verdict.file}: ${unreadableWords[verdict.reason]}`
  if (verdict.outcome === 'invalid') return `${verdict.file}: ${verdict.reason === 'signer_unknown' || verdict.reason === 'delegation_unknown' ? 'امضاکننده ناشناخته' : 'نامعتبر'} — ${refusalWords[verdict.reason]}`
  if (verdict.outcome === 'absence') return `${verdict.file}: ${absenceWords.line(verdict.payload.no, verdict.payload.at, verdict.payload.cp.size)}${verdict.test ? ' (آزمایشی)' : ''} — ${verdict.payload.cp.root} — کلید ${verdict.kid}`
  if (verdict.outcome === 'referral') return referralLine(verdict)
  const { payload: { no, name, on, id4, fn, till }, standing, test, kid } = verdict
  const word = standing?.state === 'valid' ? 'معتبر' : 'امضا معتبر'
  const facts = [no, name, dayLong(on), `پایان شناسه ${id4}`, fn, ...(verdict.acting ? [actingLine(verdict.acting)] : []), ...(till ? [`تا ${dayLong(till)}`] : []), `کلید ${kid}`]
  return `${verdict.file}: ${word}${test ? ' (آزمایشی)' : ''} — ${facts.join(' — ')}${standing ? ` — ${standingText(standing)}` : ''}`
}

/** Without a trust file or a list only the signature was asked for; that nothing is known of the status is said in words. */
const codeOf = (verdicts: readonly FileVerdict[], statusAsked: boolean): (typeof codes)[keyof typeof codes] | typeof exit.done | typeof exit.failed => {
  if (verdicts.some(({ outcome }) => outcome === 'unreadable')) return codes.unreadable
  if (verdicts.some(({ outcome }) => outcome === 'invalid')) return exit.failed
  if (verdicts.some(({ outcome }) => outcome === 'absence')) return codes.absence
  // What became of a referral no list tells.
  const states = verdicts.map((verdict) => (verdict.outcome === 'referral' ? 'unknown' as const : 'standing' in verdict ? verdict.standing?.state : undefined))
  if (states.some((state) => state !== 'valid' && state !== 'unknown')) return codes.takenAway
  if (verdicts.some((verdict) => 'timestamp' in verdict && verdict.timestamp?.outcome === 'invalid')) return codes.timestamp
  if (verdicts.some((verdict) => 'manifest' in verdict && verdict.manifest?.outcome !== 'listed')) return codes.manifest
  if (verdicts.some((verdict) => 'proof' in verdict && verdict.proof?.outcome === 'invalid')) return codes.proof
  return statusAsked && states.includes('unknown') ? codes.statusUnknown : exit.done
}

/** `--pin`: the ten words as the office said them, so that a program may compare what a person compared once. */
const isPinned = (digest: string, typed: string | undefined): boolean =>
  typed === undefined || digestWords(digest).join(' ') === typed.trim().split(/[\s،,]+/).join(' ')

/** Where keys come from: the trust file for all, else PEM files by the place of each permit. */
const keySource = (given: Given, terminal: Terminal): ((file: string) => GivenKeys | null) => {
  const trust = text(given, 'trust')
  const known = new Map<string, Keys>()
  if (!trust) {
    return (file) => {
      const keys = pemKeysFor(given, file === '-' ? '.' : file, known)
      return keys && { keys, stolen: [], at: null }
    }
  }
  const found = trustOf(trust)
  if (found) terminal.err(`کلیدهای ${found.office}؛ ده واژۀ ${found.pinned === 'root' ? 'ریشه' : 'این فایل'} را با اداره بسنجید: ${digestWords(found.digest).join(' ')}${found.at === null ? '' : `؛ تازه‌ترین دگرگونی در آن ${momentFull(found.at)}`}`)
  return () => (found && isPinned(found.digest, text(given, 'pin')) ? found : null)
}

/** Lists are verified once for the same keys, however many permits there are. */
const listSource = (given: Given): ((keys: Keys) => ReturnType<typeof listsOf>) => {
  const known = new Map<string, ReturnType<typeof listsOf>>()
  return (keys) => {
    const name = keys.map(({ kid }) => kid).join()
    const found = known.get(name) ?? listsOf(given, keys)
    known.set(name, found)
    return found
  }
}

/** The instant to judge by, or null when what was typed is none. */
const instantOf = (given: Given): Date | null => {
  const typed = text(given, 'at')
  const at = typed === undefined ? new Date() : new Date(typed)
  return Number.isNaN(at.getTime()) || (typed !== undefined && !instantText.test(typed)) ? null : at
}

/** `mohr verify FILE…`: permits checked with public keys and signed status lists alone: no office, no sign-in, no network. */
export const verify = command({
  name: 'verify',
  usage: 'mohr verify FILE… [--trust FILE [--pin WORDS] | --key PEM] [--delegation FILE…] [--status-list FILE…] [--at INSTANT] [--manifest FILE] [--timestamp FILE --tsa-ca PEM] [--proof FILE --log-key PEM [--kept INSTANT]]',
  summary: 'مجوزها (فایل jws، تصویر PNG یا JPEG از کد QR، یا «-» برای متن چسبانده) را بدون ورود و بدون شبکه می‌سنجد',
  flags: {
    key: { type: 'string' }, trust: { type: 'string' }, pin: { type: 'string' }, 'status-list': { type: 'string', multiple: true }, delegation: { type: 'string', multiple: true }, at: { type: 'string' }, home: { type: 'string' },
    timestamp: { type: 'string', multiple: true }, 'tsa-ca': { type: 'string' }, manifest: { type: 'string' }, proof: { type: 'string', multiple: true }, 'log-key': { type: 'string' }, kept: { type: 'string' },
  },
  files: { least: 1, most: 1000 },
  codes: {
    0: 'همه معتبر (با --key تنها امضا سنجیده می‌شود، نه وضعیت)', 1: 'یکی یا بیشتر نامعتبر یا امضاکننده‌اش ناشناخته', 2: 'کلید، فایل اعتماد، حکم جانشینی یا فهرست وضعیت نیست یا پذیرفته نشد',
    3: 'فایلی خوانده نشد یا در تصویر کد کاملی نبود', 5: 'امضا درست، ولی باطل، تعلیق، جایگزین‌شده یا پایان‌یافته', 6: 'امضا درست، ولی وضعیت معلوم نیست: فهرستی نیست یا کهنه است',
    7: 'مجوز درست، ولی مهر زمانی آن پذیرفته نیست', 8: 'مجوز درست، ولی در سیاهۀ --manifest نیست', 9: 'مجوز درست، ولی سند جای آن در دفتر (--proof) پذیرفته نیست',
    10: 'گواهی درست، ولی مجوز نیست: اداره می‌گوید این شماره در دفترش نبوده است',
  },
  run: async (given, terminal) => {
    const refuse = (words: string): typeof exit.usage => {
      terminal.err(words)
      return exit.usage
    }
    const now = instantOf(given)
    if (!now) return refuse('لحظۀ --at را این‌گونه بنویسید: 2026-11-21T08:00:00Z')
    const misused = timestampUsage(given) ?? proofUsage(given)
    if (misused) return refuse(misused)
    const keysFor = keySource(given, terminal)
    const listsFor = listSource(given)
    const verdicts: FileVerdict[] = []
    let trustAt: string | null = null
    for (const [at, file] of given.files.entries()) {
      const own = keysFor(file)
      trustAt = own?.at ?? null
      const joined = own && withDelegations(given, own)
      if (joined && 'file' in joined) return refuse(`این حکم جانشینی پذیرفته نیست: ${joined.file}`)
      const keys = joined?.keys
      if (!keys) return refuse(text(given, 'trust') ? `این فایل اعتماد پذیرفته نیست، یا ده واژۀ آن جز --pin است: ${text(given, 'trust')}` : `کلید همگانی پیدا یا خوانده نشد برای ${file}؛ با --key PEM یا --trust بدهید.`)
      const found = listsFor(keys)
      if ('reason' in found) return refuse(`این فهرست وضعیت پذیرفته نیست: ${found.file} [${found.reason}]`)
      const manifest = manifestOf(given, keys)
      if (manifest && 'reason' in manifest) return refuse(`این سیاهۀ دسته پذیرفته نیست: ${manifest.file} [${manifest.reason}]`)
      const bytes = await bytesOf(file, terminal)
      verdicts.push(bytes ? await check(file, bytes, { keys, lists: found.lists, now, manifest, timestampOf: (jws) => checkTimestamp(given, at, jws), placeOf: (jws, verdict) => checkPlace(given, at, jws, verdict, keys) }) : { file, outcome: 'unreadable', reason: 'file' })
    }
    if (wantsJson(given)) terminal.out(JSON.stringify({ results: verdicts, ...(trustAt === null ? {} : { trustAt }) }))
    else {
      for (const verdict of verdicts) {
        terminal.out(verdictLine(verdict))
        if ('timestamp' in verdict && verdict.timestamp) terminal.out(timestampLine(verdict.timestamp))
        if ('manifest' in verdict && verdict.manifest) terminal.out(manifestLine(verdict.manifest))
        if ('proof' in verdict && verdict.proof) terminal.out(proofLine(verdict.proof))
      }
    }
    return codeOf(verdicts, text(given, 'trust') !== undefined || texts(given, 'status-list').length > 0)
  },
})
