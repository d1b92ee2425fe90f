import type { Paper, PaperPhoto } from '#contract/papers'
import { bytesOf } from '../ui/base64'

export type Sheet = { id: number; paper: Paper; photo: string | null }

/** 3 × 4 cm at 300 dpi: a scan of ten megabytes would stand whole in every PDF otherwise. */
const width = 354
const height = 472

/** The photo cut to 3 × 4 and made small; null when the engine can't read it, and the paper then leaves its place free. */
export const smallPhoto = async (photo: PaperPhoto): Promise<string | null> => {
  let picture: ImageBitmap
  try {
    picture = await createImageBitmap(new Blob([bytesOf(photo.base64)], { type: photo.type }))
  } catch {
    return null
  }
  const canvas = document.createElement('canvas')
  canvas.width = width
  canvas.height = height
  const scale = Math.max(width / picture.width, height / picture.height)
  const [w, h] = [picture.width * scale, picture.height * scale]
  const ink = canvas.getContext('2d')
  if (!ink) return null
  ink.fillStyle = '#fff'
  ink.fillRect(0, 0, width, height)
  // Of a portrait that is too tall the upper part is the face.
  ink.drawImage(picture, (width - w) / 2, Math.min(0, (height - h) / 3), w, h)
  picture.close()
  return canvas.toDataURL('image/jpeg', 0.86)
}
