import { sign } from 'node:crypto'
import canonicalize from 'canonicalize'
import type { Identity, SignReceipt } from '#registry/store/store'

/** Signs receipts with the registry's Ed25519 key over the RFC 8785 bytes of their content. */
export const receiptSigner = (identity: Identity): SignReceipt => (content) => ({
  ...content,
  signature: sign(null, Buffer.from(canonicalize(content)!), identity.privatePem).toString('base64url'),
})
