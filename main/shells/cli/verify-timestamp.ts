import { readFileSync, statSync } from 'node:fs'
import type { StampFault, TimestampFacts } from '#contract/timestamps'
import { mostResponseBytes, signedBytes, verifyResponse } from '#main/timestamps/index'
import { momentFull } from '#locale/dates'
import { faultWords } from '#locale/timestamps'
import { text, texts, type Given } from './command'

export type FileTimestamp = ({ outcome: 'valid'; file: string } & TimestampFacts) | { outcome: 'invalid'; file: string; reason: StampFault | 'file' }

/** What was typed does not go together: each permit needs its own answer, and an authority to believe. */
export const timestampUsage = (given: Given): string | null => {
  const files = texts(given, 'timestamp')
  if (files.length === 0) return text(given, 'tsa-ca') === undefined || texts(given, 'proof').length > 0 ? null : 'با --tsa-ca، فایل مهر زمانی را هم با --timestamp بدهید.'
  if (text(given, 'tsa-ca') === undefined) return 'گواهی‌نامۀ مرجع زمان را با --tsa-ca بدهید.'
  return files.length === given.files.length ? null : 'برای هر مجوز یک --timestamp به همان ترتیب بدهید.'
}

/** The n-th permit's timestamp file against its own signature and the authority of `--tsa-ca` alone. */
export const checkTimestamp = async (given: Given, at: number, jws: string): Promise<FileTimestamp | undefined> => {
  const file = texts(given, 'timestamp')[at]
  const ca = text(given, 'tsa-ca')
  if (file === undefined || ca === undefined) return undefined
  let response: Buffer
  let caPem: string
  try {
    if (statSync(file).size > mostResponseBytes) return { outcome: 'invalid', file, reason: 'too_large' }
    response = readFileSync(file)
    caPem = readFileSync(ca, 'utf8')
  } catch {
    return { outcome: 'invalid', file, reason: 'file' }
  }
  const check = await verifyResponse(response, { signed: signedBytes('permit', jws.trim()), nonce: null, policy: '', caPem })
  return check.ok ? { outcome: 'valid', file, ...check.facts } : { outcome: 'invalid', file, reason: check.fault }
}

/** Whether an authority saw the signature before the key was lost: whoever took the key can write any hour, but not that. */
export const signedBefore = (found: FileTimestamp | undefined, lostAt: string | null | undefined): boolean =>
  found?.outcome === 'valid' && typeof lostAt === 'string' && Date.parse(found.time) < Date.parse(lostAt)

export const timestampLine = (found: FileTimestamp): string =>
  found.outcome === 'valid' ? `  مهر زمانی: ${momentFull(found.time)} — ${found.authority}`
    : `  مهر زمانی پذیرفته نیست: ${found.reason === 'file' ? 'فایل خوانده نشد' : faultWords[found.reason]}`
