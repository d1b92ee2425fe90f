import { readFileSync, statSync } from 'node:fs'
import type { Verdict } from '#contract/permits'
import { checkProof, provesBefore, type Place, type ProofFault } from '#contract/verify/register-proof'
import { oneLine } from '#contract/verify/qr-text'
import { mostResponseBytes, signedBytes, verifyResponse } from '#main/timestamps/index'
import { proofWords } from '#locale/standing'
import { momentFull } from '#locale/dates'
import { instantText } from './instant'
import { text, texts, type Given } from './command'
import type { Keys } from './verify-keys'

/** `since`: from when the checkpoint is known to have been there; `before`: that was before the signer's key was lost. */
export type FileProof =
  | ({ outcome: 'proven'; file: string; since: string | null; before: boolean } & Pick<Place, 'index' | 'size' | 'origin'>)
  | { outcome: 'invalid'; file: string; reason: ProofFault | 'file' }

const mostBytes = 1024 * 1024
const readSmall = (path: string): string | null => {
  try {
    return statSync(path).size > mostBytes ? null : readFileSync(path, 'utf8')
  } catch {
    return null
  }
}

/** What was typed does not go together: each permit needs its own proof, and the log's key from elsewhere than the proof. */
export const proofUsage = (given: Given): string | null => {
  const files = texts(given, 'proof')
  const kept = text(given, 'kept')
  if (kept !== undefined && !instantText.test(kept)) return 'لحظۀ --kept را این‌گونه بنویسید: 2026-11-21T08:00:00Z'
  if (files.length === 0) return text(given, 'log-key') === undefined && kept === undefined ? null : 'با --log-key و --kept، سند جای مجوز را هم با --proof بدهید.'
  if (text(given, 'log-key') === undefined) return 'کلید همگانی دفتر را با --log-key بدهید.'
  return files.length === given.files.length ? null : 'برای هر مجوز یک --proof به همان ترتیب بدهید.'
}

/** The earliest time that an authority of `--tsa-ca` gave the checkpoint. */
const stampedAt = async ({ note, stamps }: Place, caPem: string): Promise<string[]> => {
  const checks = stamps.slice(0, 8).map((stamp) => Buffer.from(stamp, 'base64')).filter(({ length }) => length <= mostResponseBytes)
    .map((response) => verifyResponse(response, { signed: signedBytes('checkpoint', note), nonce: null, policy: '', caPem }))
  return (await Promise.all(checks)).flatMap((check) => (check.ok ? [new Date(check.facts.time).toISOString()] : []))
}

/** The n-th permit's `.tlog-proof` against the log key of `--log-key`. */
export const checkPlace = async (given: Given, at: number, jws: string, verdict: Extract<Verdict, { outcome: 'valid' }>, keys: Keys): Promise<FileProof | undefined> => {
  const file = texts(given, 'proof')[at]
  const logKey = text(given, 'log-key')
  if (file === undefined || logKey === undefined) return undefined
  const [proof, key] = [readSmall(file), readSmall(logKey)]
  if (proof === null || key === null) return { outcome: 'invalid', file, reason: proof === null ? 'file' : 'log_key' }
  const bounds = keys.find(({ kid }) => kid === verdict.kid)?.bounds
  const check = await checkProof(proof, key, { jws: oneLine(jws), no: verdict.payload.no, unit: bounds?.unit ?? verdict.payload.iss, test: verdict.test })
  if (!check.ok) return { outcome: 'invalid', file, reason: check.reason }
  const { place } = check
  const ca = text(given, 'tsa-ca')
  const caPem = ca === undefined ? null : readSmall(ca)
  const kept = text(given, 'kept')
  const times = [...(kept === undefined ? [] : [new Date(kept).toISOString()]), ...(caPem === null ? [] : await stampedAt(place, caPem))].sort()
  const since = times[0] ?? null
  return { outcome: 'proven', file, index: place.index, size: place.size, origin: place.origin, since, before: provesBefore(since, bounds?.lost) }
}

export const proofLine = (found: FileProof): string =>
  found.outcome === 'proven' ? `  ${proofWords.title}: ${proofWords.proven(found.index + 1, found.size)}${found.since ? proofWords.since(momentFull(found.since)) : ''}`
    : `  ${proofWords.title}: ${proofWords.faults[found.reason]}`
