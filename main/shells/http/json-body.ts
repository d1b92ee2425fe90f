import type { IncomingMessage } from 'node:http'

const mega = 1024 * 1024
/** A whole import file or scan travels in one call, in base64; everything else is a form. */
const limits: Readonly<Record<string, number>> = { 'dossiers.importFile': 24 * mega, 'permits.verify': 4 * mega, 'documents.attach': 15 * mega, 'office.readJoiningFile': 9 * mega, 'office.join': 9 * mega, 'signing.importRevocationList': 7 * mega }
const usual = mega
const most = Math.max(...Object.values(limits))

export type Body = { status: 200; value: Record<string, unknown> } | { status: 400 | 413 | 415 }

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value)

/**
 * The JSON object of a request. Any other content type is refused: only JSON makes a foreign page ask first, and nobody
 * answers that. @returns the object, or the status to refuse with
 */
export const readJson = async (request: IncomingMessage): Promise<Body> => {
  if (!/^application\/json(; ?charset=utf-8)?$/i.test(request.headers['content-type'] ?? '')) return { status: 415 }
  if (Number(request.headers['content-length'] ?? 0) > most) return { status: 413 }
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size > most) return { status: 413 }
    chunks.push(chunk)
  }
  let value: unknown
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(chunks)))
  } catch {
    return { status: 400 }
  }
  if (!isObject(value)) return { status: 400 }
  const limit = typeof value['name'] === 'string' && Object.hasOwn(limits, value['name']) ? limits[value['name']]! : usual
  return size > limit ? { status: 413 } : { status: 200, value }
}
