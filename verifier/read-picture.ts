import decodeQr from 'qr/decode.js'
import { fromQrText } from '#contract/verify/qr-text'

const mostBytes = 30 * 1024 * 1024
const mostPixels = 40_000_000
const patienceMs = 4_000

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

/** The text of the code in a scan or a photograph. */
export const readPicture = async (file: File): Promise<{ text: string } | { reason: 'picture' | 'no_code' }> => {
  const pixels = file.size > mostBytes ? null : await pixelsOf(file)
  if (!pixels) return { reason: 'picture' }
  try {
    return { text: fromQrText(decodeQr(pixels, { effort: 8, timeLimit: patienceMs })) }
  } catch {
    return { reason: 'no_code' }
  }
}
