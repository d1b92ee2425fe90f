import { z } from 'zod'

/** Last ledger entry: a restored or cloned office shows an older or a different one. */
const ledgerHead = z.object({ seq: z.int().min(0), hash: z.string().max(100) })
export type LedgerHeadWire = z.infer<typeof ledgerHead>

/** `POST /v1/handshake`: both sides' states in one round trip. */
export const handshakeRequest = z.object({
  device_id: z.uuid(),
  incarnation: z.uuid(),
  api: z.int(),
  schema: z.int(),
  /** Highest device sequence in the ledger; 0 for an empty one. */
  last_device_seq: z.int().min(0),
  /** Highest server sequence for which a receipt is stored. */
  acked_seq: z.int().min(0),
  head: ledgerHead,
  cursors: z.record(z.string(), z.string()),
  local_time: z.iso.datetime(),
})
export type HandshakeRequest = z.infer<typeof handshakeRequest>

const handshakeActions = ['continue', 'repush', 'recover_device', 'upgrade_required', 'wait'] as const

export const handshakeResponse = z.object({
  registry_id: z.uuid(),
  epoch: z.uuid(),
  server_time: z.iso.datetime(),
  action: z.enum(handshakeActions),
  /** This device's high-water marks at the registry. */
  received_device_seq: z.int(),
  received_server_seq: z.int(),
  /** The newest ledger head the registry has seen from this device. */
  known_head: ledgerHead.nullable(),
  /** Streams with something new after the given cursors (`receipts` included). */
  pending: z.array(z.string()),
  /** With `upgrade_required`: the lowest schema that is still accepted. */
  min_schema: z.int().optional(),
  /** With `wait`: seconds until this device's slot. */
  wait_s: z.int().optional(),
})
export type HandshakeResponse = z.infer<typeof handshakeResponse>
