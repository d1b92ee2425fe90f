import { scanLimits } from '#contract/documents'
import { base64Of } from '../ui'
import { pointsOf } from './file-bytes'

const longest = 120

const sized = (width: number, height: number): HTMLCanvasElement => {
  const scale = Math.min(1, longest / Math.max(width, height))
  const canvas = document.createElement('canvas')
  canvas.width = Math.max(1, Math.round(width * scale))
  canvas.height = Math.max(1, Math.round(height * scale))
  return canvas
}

const ofPicture = async (file: Blob, bytes: Uint8Array): Promise<HTMLCanvasElement | null> => {
  const points = pointsOf(bytes)
  if (points === null || points > scanLimits.pixels) return null
  const picture = await createImageBitmap(file)
  const canvas = sized(picture.width, picture.height)
  canvas.getContext('2d')?.drawImage(picture, 0, 0, canvas.width, canvas.height)
  picture.close()
  return canvas
}

const ofPdf = async (bytes: Uint8Array): Promise<HTMLCanvasElement> => {
  const { openPdf } = await import('./pdf-pages')
  const pdf = await openPdf(bytes.slice())
  try {
    const { width, height } = await pdf.size(1)
    const canvas = sized(width, height)
    await pdf.draw(1, canvas, canvas.width / width / window.devicePixelRatio)
    return canvas
  } finally {
    pdf.close()
  }
}

/** A small JPEG of a scan's first page in base64, without anything a camera wrote into the file. Null where there is none. */
export const makeThumbnail = async (file: Blob): Promise<string | null> => {
  try {
    const bytes = new Uint8Array(await file.arrayBuffer())
    const isPdf = new TextDecoder('latin1').decode(bytes.subarray(0, 5)) === '%PDF-'
    const canvas = isPdf ? await ofPdf(bytes) : await ofPicture(file, bytes)
    const small = await new Promise<Blob | null>((resolve) => { if (canvas) canvas.toBlob(resolve, 'image/jpeg', 0.72); else resolve(null) })
    return small && small.size <= scanLimits.thumbnailBytes ? await base64Of(small) : null
  } catch {
    // A picture of the file is a comfort; whether the file is good is for the core to say.
    return null
  }
}
