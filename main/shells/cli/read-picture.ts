import decodeQr from 'qr/decode.js'
import { decode as decodeJpeg } from 'jpeg-js'
import { PNG } from 'pngjs'
import { findCode, type Picture } from '#contract/verify/find-code'

/** A scan of an A4 page at 600 dots is 35 megapixels. */
const mostPixels = 40_000_000

const isPng = (bytes: Buffer): boolean => bytes.length > 24 && bytes.readUInt32BE(0) === 0x89504e47
const isJpeg = (bytes: Buffer): boolean => bytes.length > 3 && bytes.readUIntBE(0, 3) === 0xffd8ff

/** A scanner's PDF holds a picture that we do not draw. */
export const isPdf = (bytes: Buffer): boolean => bytes.subarray(0, 1024).includes('%PDF-')

/** Whether a file begins as a picture that we read. */
export const isPicture = (bytes: Buffer): boolean => isPng(bytes) || isJpeg(bytes)

const decode = (bytes: Buffer): Picture | null => {
  try {
    if (!isPng(bytes)) return decodeJpeg(bytes, { useTArray: true, maxResolutionInMP: mostPixels / 1_000_000, maxMemoryUsageInMB: 600 })
    // What it will unpack to is in its first block, before anything is unpacked.
    return bytes.readUInt32BE(16) * bytes.readUInt32BE(20) > mostPixels ? null : PNG.sync.read(bytes)
  } catch {
    return null
  }
}

/**
 * The permit's text in a picture of its QR code: a scan or a photograph, PNG or JPEG.
 * @returns `picture` when the file can't be drawn, `no_code` when no whole code was found in it.
 */
export const readPicture = (bytes: Buffer): { text: string } | { reason: 'picture' | 'no_code' } => {
  const picture = decode(bytes)
  if (!picture) return { reason: 'picture' }
  const text = findCode(picture, decodeQr)
  return text === null ? { reason: 'no_code' } : { text }
}
