import { describe, expect, it } from 'vitest'
import type { DeliveryItem, DeliveryState } from '#contract/registry'
import { groupByCause, sumStates } from './causes'

const item = (seq: number, state: DeliveryState, code: string | null): DeliveryItem => ({
  seq, opId: `op-${seq}`, kind: 'dossier.file', aggregateType: 'Dossier', aggregateId: 'd', at: '2026-11-21T06:00:00Z', state, tries: 1,
  nextAt: null, serverSeq: null, receivedAt: null, error: code === null ? null : { code, missing: [], current: null },
})

describe('undelivered operations by cause', () => {
  it('puts what needs a decision first, the larger group before the smaller', () => {
    const groups = groupByCause([
      item(1, 'deferred', 'lane_waits'), item(2, 'rejected', 'item_malformed'), item(3, 'conflict', 'version_conflict'),
      item(4, 'rejected', 'document_signature'), item(5, 'rejected', 'document_signature'),
    ])
    expect(groups.map((group) => [group.state, group.code, group.count])).toEqual([
      ['conflict', 'version_conflict', 1], ['rejected', 'document_signature', 2], ['rejected', 'item_malformed', 1], ['deferred', 'lane_waits', 1],
    ])
  })

  it('counts nothing as delivered without a receipt', () => {
    expect(sumStates({ queued: 3, in_flight: 2, acknowledged: 5, settled: 7, conflict: 1, rejected: 1, deferred: 1 }))
      .toEqual({ delivered: 12, waiting: 6, attention: 2 })
  })
})
