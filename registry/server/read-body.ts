import { createHash } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import { gunzipSync } from 'node:zlib'
import { RequestProblem } from './problem'

export const limits = { max_ops: 500, max_bytes: 1024 * 1024, max_decompressed: 8 * 1024 * 1024, max_lookup: 1000 } as const

/** Bytes that are read and dropped before a talkative sender is cut off. */
const drained = 4 * limits.max_bytes

/**
 * The raw body, at most `max_bytes`, with a Content-Digest (RFC 9530) that fits it.
 * @throws RequestProblem too_large, digest_mismatch, malformed when the sender hangs up.
 */
export const readBody = async (request: IncomingMessage, onBytes: (count: number) => void = () => {}): Promise<Buffer> => {
  const chunks: Buffer[] = []
  let size = 0
  try {
    for await (const chunk of request as AsyncIterable<Buffer>) {
      size += chunk.length
      onBytes(size)
      if (size <= limits.max_bytes) chunks.push(chunk)
      // Read on for a while so that the sender gets to see the answer; whoever never stops is cut off.
      else if (size > drained) request.destroy()
    }
  } catch {
    throw new RequestProblem('malformed')
  }
  if (size > limits.max_bytes) throw new RequestProblem('too_large')
  const body = Buffer.concat(chunks)
  const digest = `sha-256=:${createHash('sha256').update(body).digest('base64')}:`
  if (request.headers['content-digest'] !== digest) throw new RequestProblem('digest_mismatch')
  return body
}

/**
 * The JSON inside a body. Called after the signature was checked: nothing is unpacked for strangers, and never more
 * than `max_decompressed`.
 * @throws RequestProblem encoding_unsupported, too_large, malformed.
 */
export const parseBody = (request: IncomingMessage, body: Buffer): unknown => {
  const encoding = request.headers['content-encoding'] ?? 'identity'
  if (encoding !== 'gzip' && encoding !== 'identity') throw new RequestProblem('encoding_unsupported')
  try {
    const plain = encoding === 'gzip' ? gunzipSync(body, { maxOutputLength: limits.max_decompressed }) : body
    return JSON.parse(plain.toString('utf8'))
  } catch (error) {
    const tooLarge = error instanceof RangeError && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE'
    throw new RequestProblem(tooLarge ? 'too_large' : 'malformed')
  }
}
