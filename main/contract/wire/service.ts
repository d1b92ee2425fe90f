import { z } from 'zod'

/** API and payload-schema versions that this program speaks; the handshake compares them. */
export const apiVersion = 1
export const schemaRange = { min: 1, max: 1 } as const

/** Order of pulling: what makes a document unusable comes before everything else. */
export const streams = ['revocations', 'dossiers', 'quotas', 'reference', 'bank-outcomes', 'messages', 'livelihood'] as const

const range = z.object({ min: z.int(), max: z.int() })

/** `GET /v1/service`: who the registry is. Its key is pinned at enrolment and never learned from here again. */
export const serviceInfo = z.object({
  registry_id: z.uuid(),
  /** Changes whenever the registry is restored from a copy: cursors and high-water marks are void then. */
  epoch: z.uuid(),
  training: z.boolean(),
  api: range,
  schema: range,
  server_time: z.iso.datetime(),
  limits: z.object({ max_ops: z.int(), max_bytes: z.int(), max_decompressed: z.int(), max_lookup: z.int() }),
  encodings: z.array(z.string()),
  public_key_pem: z.string(),
})
export type ServiceInfo = z.infer<typeof serviceInfo>

/** `GET /healthz` */
export const health = z.object({ status: z.literal('ok') })
