import { handshakeResponse, type HandshakeResponse } from '#contract/wire/handshake'
import { apiVersion, schemaRange } from '#contract/wire/service'
import { readHead } from '#db/ledger/ledger-repo'
import { forgetCursors, readCursors, readDevice, saveEpoch } from '#db/registry/device-repo'
import { ackedAbove, ledgerHashAt, readMarks, reopen } from '#db/registry/outbox-repo'
import { transact } from '#db/transact'
import { lookUp } from './look-up'
import { recoverHistory } from './recover-history'
import { isProblem } from './registry-api'
import { SyncStop } from './sync-stop'
import { report, type SyncRun } from './sync-run'

/**
 * Compares both sides' marks (sync design §3.2) and repairs what a restored registry has lost.
 * @throws SyncStop 30 another registry, 40 too old, 21 not our slot, 60 this office went back in time or was copied.
 */
export const shakeHands = async (run: SyncRun): Promise<void> => {
  const { context: { db, clock, emit }, device } = run
  const marks = readMarks(db, device.floorSeq)
  const head = readHead(db)
  const body = {
    device_id: device.deviceId, incarnation: device.incarnation, api: apiVersion, schema: schemaRange.max,
    last_device_seq: marks.deviceSeq, acked_seq: marks.ackedSeq, head: head ? { seq: head.seq, hash: head.hash } : { seq: 0, hash: '' },
    cursors: readCursors(db), local_time: clock.now().toISOString(),
  }
  const answer = await run.api.ask({ method: 'POST', path: '/v1/handshake', body: Buffer.from(JSON.stringify(body)) }, handshakeResponse)
  if (isProblem(answer)) throw new SyncStop(21, 'REGISTRY_BUSY', answer.code)
  if (answer.registry_id !== device.registryId) throw new SyncStop(30, 'REGISTRY_CHANGED')
  if (answer.action === 'upgrade_required') throw new SyncStop(40, 'UPGRADE_REQUIRED')
  if (answer.action === 'wait') throw new SyncStop(21, 'SLOT_LATER', String(answer.wait_s ?? ''))
  const known = answer.known_head
  const forked = known !== null && known.seq > 0 && ledgerHashAt(db, known.seq) !== known.hash
  if (answer.action === 'recover_device' || forked) {
    await recoverHistory(run)
    throw new SyncStop(60, forked && answer.action !== 'recover_device' ? 'LEDGER_FORKED' : 'DEVICE_RESTORED')
  }
  const restored = (answer.epoch !== device.epoch || answer.action === 'repush') && (await repairRegistry(run, answer))
  run.pending = new Set(restored ? [...device.streams, 'receipts'] : answer.pending)
  run.device = readDevice(db) ?? device
  emit('sync.progress', { stage: 'handshake', done: 1, total: 1, bytes: 0 })
}

/**
 * Y11: the registry was restored from an older copy. Whatever it acknowledged above its own high-water mark and does not
 * hold any more is queued again, together with the new epoch and empty cursors, in one transaction: a crash before it
 * finds everything as it was.
 */
const repairRegistry = async (run: SyncRun, answer: HandshakeResponse): Promise<boolean> => {
  const { db } = run.context
  const suspects = ackedAbove(db, answer.received_server_seq)
  const held = await lookUp(run, suspects)
  const lost = suspects.filter((opId) => !held.has(opId))
  const restored = answer.epoch !== run.device.epoch || lost.length > 0
  transact(db, () => {
    for (const opId of lost) reopen(db, opId)
    const kept = readMarks(db, 0).ackedSeq
    saveEpoch(db, answer.epoch, kept > answer.received_server_seq ? kept : 0)
    // A restore that kept its epoch (against the rules) is known by what is lost: its feeds are void as well.
    if (restored) forgetCursors(db)
  })
  if (lost.length > 0) report(run, 'REGISTRY_RESTORED', null, String(lost.length))
  return restored
}
