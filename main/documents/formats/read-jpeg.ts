import { scanLimits } from '#contract/documents'
import { damaged, refuse, type Verdict } from './verdict'

const SOI = 0xd8
const EOI = 0xd9
const SOS = 0xda
const TEM = 0x01
const isRestart = (marker: number): boolean => marker >= 0xd0 && marker <= 0xd7
/** Baseline, extended and progressive: what scanners and phones write, and what every viewer shows. */
const shown = new Set([0xc0, 0xc1, 0xc2])
const isFrame = (marker: number): boolean => marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)
/** A progressive picture has some ten scans; thousands would only keep a viewer busy. */
const mostScans = 100
/** Some devices fill the last sector. */
const mostPadding = 4096

type Frame = { width: number; height: number; components: number }

/**
 * Walks a JPEG marker by marker without decoding it: one frame of a usual kind, sizes from its header, scans, and an end
 * after which nothing follows. Time is bounded by the number of bytes; never throws.
 */
export const readJpeg = (bytes: Buffer): Verdict => {
  let frame: Frame | null = null
  let scans = 0
  let at = 2
  if (bytes.length < 4 || bytes[0] !== 0xff || bytes[1] !== SOI) return damaged('start')
  while (at < bytes.length) {
    if (bytes[at] !== 0xff) return damaged('marker')
    while (bytes[at] === 0xff) at += 1
    const marker = bytes[at]
    at += 1
    if (marker === undefined) return damaged('end')
    if (marker === EOI) return finish(bytes, at, frame, scans)
    if (marker === TEM || isRestart(marker)) continue
    if (marker === 0 || marker === SOI || at + 2 > bytes.length) return damaged('marker')
    const length = bytes.readUInt16BE(at)
    if (length < 2 || at + length > bytes.length) return damaged('segment')
    if (isFrame(marker)) {
      const read: Frame | Verdict = frame ? damaged('frame') : readFrame(bytes.subarray(at + 2, at + length), marker)
      if ('ok' in read) return read
      frame = read
    }
    at += length
    if (marker !== SOS) continue
    scans += 1
    if (!frame) return damaged('frame')
    if (scans > mostScans) return refuse('DOCUMENT_PIXELS', 'scans')
    at = endOfScan(bytes, at)
  }
  return damaged('end')
}

const readFrame = (segment: Buffer, marker: number): Frame | Verdict => {
  if (!shown.has(marker)) return refuse('DOCUMENT_TYPE', 'jpeg-kind')
  if (segment.length < 6 || segment[0] !== 8) return damaged('frame')
  const [height, width, components] = [segment.readUInt16BE(1), segment.readUInt16BE(3), segment[5]!]
  if (width === 0 || height === 0 || ![1, 3, 4].includes(components) || segment.length !== 6 + 3 * components) return damaged('frame')
  return width * height > scanLimits.pixels ? refuse('DOCUMENT_PIXELS', `${width}×${height}`) : { width, height, components }
}

/** Where the next marker that is no restart and no stuffed byte begins. */
const endOfScan = (bytes: Buffer, from: number): number => {
  for (let at = bytes.indexOf(0xff, from); at >= 0 && at + 1 < bytes.length; at = bytes.indexOf(0xff, at + 1)) {
    const next = bytes[at + 1]!
    if (next !== 0 && next !== 0xff && !isRestart(next)) return at
  }
  return bytes.length
}

const finish = (bytes: Buffer, end: number, frame: Frame | null, scans: number): Verdict => {
  if (!frame || scans === 0) return damaged('frame')
  const rest = bytes.subarray(end)
  if (rest.length > mostPadding || rest.some((byte) => byte !== 0 && byte !== 0xff)) return refuse('DOCUMENT_MIXED', 'after-jpeg')
  return { ok: true, facts: { type: 'image/jpeg', pages: 1, width: frame.width, height: frame.height } }
}
