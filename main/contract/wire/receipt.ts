import { z } from 'zod'

/**
 * The registry's proof that an operation is stored: Ed25519 over the RFC 8785 bytes of all members but `signature`.
 * Immutable: a duplicate answers with the receipt of the first time.
 */
export const receipt = z.object({
  registry_id: z.uuid(),
  epoch: z.uuid(),
  op_id: z.string().max(64),
  payload_sha256: z.string().max(64),
  server_seq: z.int().min(1),
  at: z.iso.datetime(),
  signature: z.string().max(100),
})
export type Receipt = z.infer<typeof receipt>

/** `GET /v1/receipts?after=`: what the registry holds of this device, independent of any push answer. */
export const receiptsPage = z.object({ items: z.array(receipt), next: z.string(), has_more: z.boolean() })
export type ReceiptsPage = z.infer<typeof receiptsPage>
