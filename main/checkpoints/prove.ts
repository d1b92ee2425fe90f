import { Fault } from '#main/app/fault'
import type { Context } from '#main/app/ports'
import { appendEntry, canonicalText, entryText } from '#main/ledger/index'
import { findCheckpoint, issuingEntry, newestCheckpoint } from '#db/checkpoints/checkpoint-repo'
import { leafRows } from '#db/checkpoints/tile-repo'
import { tokensOf, tokensOfNote } from '#db/timestamps/timestamp-repo'
import { transact } from '#db/transact'
import { consistencyPath, inclusionPath, verifyConsistency } from './merkle'
import { storedNodes } from './tree'

type TextFile = { fileName: string; content: string }

/**
 * Row 19: a file (c2sp.org/tlog-proof) with which anyone can show that a permit lies in the ledger: its entry and payload, the
 * path to the root, and the newest checkpoint. The payload holds what the paper shows of the holder, so giving it out is logged.
 * @throws Fault NOT_FOUND, PERMIT_UNSEALED before a checkpoint covers it.
 */
export const provePermit = (context: Context, no: string): TextFile => {
  const { db } = context
  const entry = issuingEntry(db, no)
  if (!entry) throw new Fault('NOT_FOUND')
  const sealed = newestCheckpoint(db)
  if (!sealed || sealed.size < entry.seq) throw new Fault('PERMIT_UNSEALED')
  const [row] = leafRows(db, entry.seq - 1, 1)
  if (!row) throw new Fault('NOT_FOUND')
  const stamps = (rows: readonly { response: Buffer }[]): string[] => rows.map(({ response }) => response.toString('base64'))
  const [permit, checkpoint] = [stamps(tokensOf(db, 'permit', no)), stamps(tokensOfNote(db, sealed.note))]
  const timestamps = permit.length + checkpoint.length > 0 ? { permit, checkpoint } : undefined
  const extra = Buffer.from(canonicalText({ entry: entryText(row), payload: entry.payload, timestamps }))
  const path = inclusionPath(storedNodes(db), entry.seq - 1, sealed.size)
  const content = [
    'c2sp.org/tlog-proof@v1', `extra ${extra.toString('base64')}`, `index ${entry.seq - 1}`, ...path.map((hash) => hash.toString('base64')), '', sealed.note,
  ].join('\n')
  transact(db, () => {
    appendEntry(context, { kind: 'export.make', aggregate: { type: 'Permit', id: no }, baseVersion: 0, payload: { what: 'proof', no, size: sealed.size } })
  })
  return { fileName: `${no}.tlog-proof`, content }
}

/**
 * Row 20: two checkpoints and the path that shows the later one to begin with the earlier: nothing was removed or changed.
 * @throws Fault NOT_FOUND when no checkpoint was sealed at that size; LEDGER_ROLLED_BACK never: a proof that does not verify is
 *   not given out, and NOT_FOUND answers.
 */
export const proveConsistency = ({ db }: Context, size: number): TextFile => {
  const first = findCheckpoint(db, size)
  const second = newestCheckpoint(db)
  if (!first || !second) throw new Fault('NOT_FOUND')
  const path = consistencyPath(storedNodes(db), first.size, second.size)
  if (!verifyConsistency({ first: first.size, second: second.size, path, firstRoot: first.root, secondRoot: second.root })) throw new Fault('NOT_FOUND')
  const content = canonicalText({
    type: 'mohr-consistency-proof', v: 1, first: first.note, second: second.note, path: path.map((hash) => hash.toString('base64')),
  })
  return { fileName: `consistency-${first.size}-${second.size}.json`, content: `${content}\n` }
}
