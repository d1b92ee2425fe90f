import { createHash } from 'node:crypto'
import type { Facts } from '#registry/store/store'
import type { ProblemCode } from '../problem'
import { longestManifest, parseJws, type CompactJws } from './verify-document'

type Manifest = { digest: string; items: ReadonlySet<string> }

const sha256 = (text: string): string => createHash('sha256').update(text).digest('base64url')
const nameOf = (no: unknown, digest: unknown): string => `${String(no)} ${String(digest)}`

/** Manifests read last, by the digest of the operation that brought them: a thousand permits name the same one. */
const kept = new Map<string, Manifest | null>()

const read = (payload: string): Manifest | null => {
  const { jws } = JSON.parse(payload) as { jws?: unknown }
  const open = typeof jws === 'string' ? parseJws(jws, longestManifest) : undefined
  if (!open) return null
  const { items } = JSON.parse(open.payloadText) as { items?: unknown }
  const listed = Array.isArray(items) ? items.map((item: { no?: unknown; d?: unknown }) => nameOf(item.no, item.d)) : []
  return { digest: sha256(open.payloadText), items: new Set(listed) }
}

const manifestIn = (payload: string, payloadDigest: string): Manifest | null => {
  const known = kept.get(payloadDigest)
  if (known !== undefined) return known
  if (kept.size >= 8) kept.clear()
  const manifest = read(payload)
  kept.set(payloadDigest, manifest)
  return manifest
}

/** A permit that names a manifest came after it and stands in it (docs/formats/manifest.md); one that names none is older. */
export const manifestFault = (permit: CompactJws, payload: Record<string, unknown>, dependsOn: readonly string[], facts: Facts): ProblemCode | undefined => {
  if (permit.bat === null) return undefined
  const batches = dependsOn.flatMap((id) => facts.stored(id)?.operation ?? []).filter(({ kind }) => kind === 'batch.sign')
  const manifests = batches.map((operation) => manifestIn(operation.payload, operation.payload_sha256))
  const named = manifests.find((manifest) => manifest?.digest === permit.bat)
  return named?.items.has(nameOf(payload['no'], sha256(permit.payloadText))) ? undefined : 'document_manifest'
}
