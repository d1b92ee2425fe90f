import { readFileSync, statSync } from 'node:fs'
import type { Verdict } from '#contract/permits'
import type { InManifest } from '#contract/verify/manifest'
import { oneLine } from '#contract/verify/qr-text'
import { placeInManifest, verifyManifestText, type ManifestCheck } from '#main/permits/index'
import { manifestWords } from '#locale/batches'
import { momentFull } from '#locale/dates'
import { text, type Given } from './command'
import type { Keys } from './verify-keys'

/** Where a permit stands to the manifest of `--manifest`. */
export type FileManifest = { outcome: InManifest; no: string; at: string; digest: string }
type Usable = Extract<ManifestCheck, { ok: true }>

const mostBytes = 1024 * 1024

/**
 * The manifest of `--manifest`, verified with these keys; null when none was asked for. One that can't be used stops
 * everything, like a status list: who asked is not answered without it.
 */
export const manifestOf = (given: Given, keys: Keys): Usable | { file: string; reason: string } | null => {
  const file = text(given, 'manifest')
  if (file === undefined) return null
  try {
    if (statSync(file).size > mostBytes) return { file, reason: 'too_large' }
    const check = verifyManifestText(oneLine(readFileSync(file, 'utf8')), keys)
    return check.ok ? check : { file, reason: check.reason }
  } catch {
    return { file, reason: 'unreadable' }
  }
}

export const placedIn = (manifest: Usable | null, verdict: Verdict): FileManifest | undefined => {
  const outcome = manifest && placeInManifest(verdict, manifest)
  return manifest && outcome ? { outcome, no: manifest.payload.no, at: manifest.payload.at, digest: manifest.digest } : undefined
}

export const manifestLine = ({ outcome, no, at }: FileManifest): string => `  ${manifestWords.title}: ${manifestWords.answers[outcome](no, momentFull(at))}`
