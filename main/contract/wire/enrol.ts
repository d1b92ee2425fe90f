import { z } from 'zod'

/** `POST /v1/devices`: the one-time code an administrator gave out, and the device's new Ed25519 key (SPKI, PEM). */
export const enrolRequest = z.object({
  code: z.string().min(8).max(64),
  public_key_pem: z.string().max(500),
  incarnation: z.uuid(),
})

/** What the credential may reach; derived from the code, never from a query parameter. */
const deviceScope = z.object({ unit: z.string().regex(/^\d{4}$/), streams: z.array(z.string()) })

export const enrolResponse = z.object({
  device_id: z.uuid(),
  registry_id: z.uuid(),
  epoch: z.uuid(),
  /** The registry's Ed25519 key (SPKI, PEM): receipts and answers are verified with it from now on. */
  public_key_pem: z.string(),
  scope: deviceScope,
})
export type EnrolResponse = z.infer<typeof enrolResponse>
