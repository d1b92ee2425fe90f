import { createHash, generateKeyPairSync } from 'node:crypto'
import { canonicalText } from '#main/ledger/index'
import { leafHash, nodeHash } from '../merkle'
import { checkpointText, signNote } from '../note'

const pair = generateKeyPairSync('ed25519')
const publicKey = pair.publicKey.export({ type: 'spki', format: 'der' }).subarray(-32)
/** The public half of the log key of `proofOf`. */
export const logPem = pair.publicKey.export({ type: 'spki', format: 'pem' }).toString()

/** A permit's `.tlog-proof` in a register of two entries, written from docs/formats/checkpoint.md alone. */
export const proofOf = (jws: string, { no, origin = 'mohr/0600' }: { no: string; origin?: string }): string => {
  const payload = canonicalText({ jws, no })
  const entry = canonicalText({ aggregate_id: no, at: '2026-11-19T08:00:00.000Z', kind: 'permit.sign', payload_sha256: createHash('sha256').update(payload).digest('base64url'), seq: 2 })
  const before = leafHash('{"seq":1}')
  const note = signNote(checkpointText({ origin, size: 2, root: nodeHash(before, leafHash(entry)) }), { name: origin, publicKey }, pair.privateKey)
  return ['c2sp.org/tlog-proof@v1', `extra ${Buffer.from(canonicalText({ entry, payload })).toString('base64')}`, 'index 1', before.toString('base64'), '', note].join('\n')
}
