import { entryText, verifyExport } from '#main/ledger/index'
import { readNotes } from './known-file'
import { leafHash, RunningRoot } from './merkle'
import { noteIsSigned, parseCheckpoint, type NoteKey } from './note'

export type ExportCheck = {
  ok: boolean
  entries: number
  head: string
  firstBad: number | null
  /** Root of all entries, hexadecimal. */
  root: string
  checkpoints: number
  /** Checkpoints that are not under this key, or are no checkpoints at all. */
  foreign: number
  /** Smallest checkpoint under this key that the entries do not bear out. */
  firstBadCheckpoint: number | null
}

/**
 * An exported ledger against a list of checkpoints kept elsewhere: chain, tree, signatures and every root, with nothing but the
 * two texts and the log's key (docs/formats/checkpoint.md).
 */
export const verifyExportAgainst = (ledger: string, list: string, key: NoteKey): ExportCheck => {
  const { notes, damaged } = readNotes(list)
  const all = notes.map((note) => parseCheckpoint(note))
  const own = all.flatMap((one) => (one && noteIsSigned(one, key) ? [one] : []))
  const wanted = new Map<number, Buffer[]>()
  for (const { size, root } of own) wanted.set(size, [...(wanted.get(size) ?? []), root])
  const running = new RunningRoot()
  const bad = new Set(wanted.keys())
  const chain = verifyExport(ledger, (row) => {
    running.add(leafHash(entryText(row)))
    if (wanted.get(running.size)?.every((root) => root.equals(running.root))) bad.delete(running.size)
  })
  const foreign = all.length - own.length + (damaged ? 1 : 0)
  const firstBadCheckpoint = bad.size === 0 ? null : Math.min(...bad)
  return {
    ...chain, ok: chain.ok && firstBadCheckpoint === null && foreign === 0 && own.length > 0, root: running.root.toString('hex'),
    checkpoints: own.length, foreign, firstBadCheckpoint,
  }
}
