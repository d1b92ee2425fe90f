import { crc32 } from 'node:zlib'
import { scanLimits } from '#contract/documents'
import { damaged, refuse, type Verdict } from './verdict'

export const pngSignature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
/** Colour type → its bit depths (PNG, 11.2.1). */
const depths: Readonly<Record<number, readonly number[]>> = { 0: [1, 2, 4, 8, 16], 2: [8, 16], 3: [1, 2, 4, 8], 4: [8, 16], 6: [8, 16] }
const critical = new Set(['IHDR', 'PLTE', 'IDAT', 'IEND'])
/** A scanner writes a few hundred; each costs a step. */
const mostChunks = 100_000

/**
 * Walks a PNG chunk by chunk without unpacking it: every check sum, one header, the data in one run, an end after which
 * nothing follows. An animation is no scan. Time is bounded by the number of bytes; never throws.
 */
export const readPng = (bytes: Buffer): Verdict => {
  if (!bytes.subarray(0, 8).equals(pngSignature)) return damaged('start')
  let size: { width: number; height: number } | null = null
  let needsPalette = false
  let palette = false
  let data: 'before' | 'in' | 'after' = 'before'
  let at = 8
  for (let chunk = 0; at + 12 <= bytes.length; chunk += 1) {
    if (chunk > mostChunks) return damaged('chunks')
    const length = bytes.readUInt32BE(at)
    if (length > bytes.length - at - 12) return damaged('segment')
    const name = bytes.toString('latin1', at + 4, at + 8)
    if (!/^[A-Za-z]{4}$/.test(name)) return damaged('chunk-name')
    if (crc32(bytes.subarray(at + 4, at + 8 + length)) !== bytes.readUInt32BE(at + 8 + length)) return damaged('check-sum')
    const body = bytes.subarray(at + 8, at + 8 + length)
    at += 12 + length
    if ((name === 'IHDR') !== (chunk === 0)) return damaged('header')
    if (name === 'acTL') return refuse('DOCUMENT_TYPE', 'animation')
    if (/^[A-Z]/.test(name) && !critical.has(name)) return damaged('chunk-name')
    if (name === 'IHDR') {
      const header = readHeader(body)
      if ('ok' in header) return header
      size = header
      needsPalette = body[9] === 3
    }
    if (name === 'PLTE') {
      if (palette || data !== 'before' || length === 0 || length % 3 !== 0 || length > 768) return damaged('palette')
      palette = true
    }
    if (name === 'IDAT') {
      if (data === 'after' || (needsPalette && !palette)) return damaged('image')
      data = 'in'
    } else if (data === 'in') data = 'after'
    if (name === 'IEND') return finish(bytes, at, length, size, data)
  }
  return damaged('end')
}

const readHeader = (body: Buffer): { width: number; height: number } | Verdict => {
  if (body.length !== 13) return damaged('header')
  const [width, height] = [body.readUInt32BE(0), body.readUInt32BE(4)]
  const allowed = depths[body[9]!]?.includes(body[8]!) && body[10] === 0 && body[11] === 0 && body[12]! <= 1
  if (width === 0 || height === 0 || !allowed) return damaged('header')
  return width * height > scanLimits.pixels ? refuse('DOCUMENT_PIXELS', `${width}×${height}`) : { width, height }
}

const finish = (bytes: Buffer, end: number, length: number, size: { width: number; height: number } | null, data: string): Verdict => {
  if (!size || length !== 0 || data === 'before') return damaged('image')
  if (end !== bytes.length) return refuse('DOCUMENT_MIXED', 'after-png')
  return { ok: true, facts: { type: 'image/png', pages: 1, ...size } }
}
