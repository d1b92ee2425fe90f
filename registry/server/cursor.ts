import { z } from 'zod'
import { RequestProblem } from './problem'

const content = z.object({ e: z.string(), s: z.string(), n: z.int().min(0) })

/** Cursors are opaque to clients: epoch, stream and position. */
export const writeCursor = (epoch: string, stream: string, position: number): string =>
  Buffer.from(JSON.stringify({ e: epoch, s: stream, n: position })).toString('base64url')

/**
 * Position in a stream; an empty cursor is the beginning.
 * @throws RequestProblem epoch_changed for a cursor of another life of the registry, malformed for one never given out.
 */
export const readCursor = (cursor: string, epoch: string, stream: string): number => {
  if (cursor === '') return 0
  let text: unknown
  try {
    text = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'))
  } catch {
    throw new RequestProblem('malformed')
  }
  const parsed = content.safeParse(text)
  if (!parsed.success || parsed.data.s !== stream) throw new RequestProblem('malformed')
  if (parsed.data.e !== epoch) throw new RequestProblem('epoch_changed', { epoch })
  return parsed.data.n
}
