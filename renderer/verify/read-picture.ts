import decodeQr from 'qr/decode.js'
import { findCode } from '#contract/verify/find-code'

const mostBytes = 30 * 1024 * 1024
const mostPixels = 40_000_000

/** Drawn on a canvas of this page and read here: the picture goes nowhere. */
const pixelsOf = async (file: File): Promise<ImageData | null> => {
  try {
    const bitmap = await createImageBitmap(file)
    if (bitmap.width * bitmap.height > mostPixels) return null
    const canvas = document.createElement('canvas')
    canvas.width = bitmap.width
    canvas.height = bitmap.height
    const context = canvas.getContext('2d', { willReadFrequently: true })
    if (!context) return null
    // A transparent ground would be read as black.
    context.fillStyle = '#fff'
    context.fillRect(0, 0, canvas.width, canvas.height)
    context.drawImage(bitmap, 0, 0)
    bitmap.close()
    return context.getImageData(0, 0, canvas.width, canvas.height)
  } catch {
    return null
  }
}

/** Why a file gave no text to judge: a PDF's picture is not drawn here. */
export type Unread = 'picture' | 'no_code' | 'pdf'

/** Whether a file is to be looked at, not read as text. */
export const isPicture = ({ type, name }: File): boolean => type.startsWith('image/') || type === 'application/pdf' || /\.(pdf|heic|heif)$/i.test(name)

/** The text of the code in a scan or a photograph. */
export const readPicture = async (file: File): Promise<{ text: string } | { reason: Unread }> => {
  if (file.type === 'application/pdf' || /\.pdf$/i.test(file.name)) return { reason: 'pdf' }
  const pixels = file.size > mostBytes ? null : await pixelsOf(file)
  if (!pixels) return { reason: 'picture' }
  const text = findCode(pixels, decodeQr)
  return text === null ? { reason: 'no_code' } : { text }
}
