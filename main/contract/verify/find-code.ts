import { fromQrText } from './qr-text'

/** RGBA, row by row. */
export type Picture = { width: number; height: number; data: Uint8Array | Uint8ClampedArray }
type Box = { x: number; y: number; width: number; height: number }
type Look = { effort: number; timeLimit: number; pointsOnDetect: (points: { boundingBox: Box }, result: string | Error) => void }
/** npm qr's reader: the text of one code in a picture; throws where it finds none. */
type ReadCode = (picture: Picture, look: Look) => string

/** Papers that lie beside a permit bring codes of their own. */
const mostOthers = 3
const patienceMs = 4_000
/** Turning a picture costs a copy of it: more than any phone takes is not turned. */
const mostTurned = 16_000_000
/** The reader loses codes that stand near half a right angle; turned by this, they stand well. */
const turn = Math.PI / 8

const isSigned = (text: string): boolean => /^[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+$/.test(text)

/**
 * The signed text that a picture's QR code carries. A code of somebody else's (an address, another paper's) is painted over
 * and the search goes on; where nothing is found the picture is turned once.
 * @returns the text; another code's where there was none of ours, for a verdict to name; null where there was no whole code.
 */
export const findCode = (picture: Picture, read: ReadCode): string | null => {
  const first = search(picture, read)
  if (first !== null && isSigned(first)) return first
  const again = picture.width * picture.height > mostTurned ? null : search(turned(picture), read)
  return again !== null && isSigned(again) ? again : (first ?? again)
}

/** Paints over what is not ours in the picture it is given. */
const search = (picture: Picture, read: ReadCode): string | null => {
  let other: string | null = null
  for (let i = 0; i <= mostOthers; i += 1) {
    const one = readOnce(picture, read)
    if (one === null) return other
    if (isSigned(one.text) || !one.box) return one.text
    other ??= one.text
    paintOver(picture, one.box)
  }
  return other
}

const readOnce = (picture: Picture, read: ReadCode): { text: string; box: Box | null } | null => {
  let box: Box | null = null
  try {
    const text = read(picture, { effort: 8, timeLimit: patienceMs, pointsOnDetect: ({ boundingBox }, result) => { if (typeof result === 'string') box = boundingBox } })
    return { text: fromQrText(text), box }
  } catch {
    return null
  }
}

const paintOver = ({ width, height, data }: Picture, box: Box): void => {
  const [left, right] = [box.x, box.x + box.width].map((x) => Math.min(width, Math.max(0, Math.round(x)))) as [number, number]
  const [top, bottom] = [box.y, box.y + box.height].map((y) => Math.min(height, Math.max(0, Math.round(y)))) as [number, number]
  for (let y = top; y < bottom; y += 1) data.fill(255, (y * width + left) * 4, (y * width + right) * 4)
}

const turned = ({ width, height, data }: Picture): Picture => {
  const [c, s] = [Math.cos(turn), Math.sin(turn)]
  const [wide, high] = [Math.ceil(width * c + height * s), Math.ceil(width * s + height * c)]
  const { buffer, byteOffset } = data.byteOffset % 4 === 0 ? data : new Uint8Array(data)
  const from = new Uint32Array(buffer, byteOffset, width * height)
  const to = new Uint32Array(wide * high).fill(0xffffffff)
  for (let y = 0; y < high; y += 1) {
    for (let x = 0; x < wide; x += 1) {
      const [dx, dy] = [x - wide / 2, y - high / 2]
      const column = Math.round(c * dx + s * dy + width / 2)
      const row = Math.round(c * dy - s * dx + height / 2)
      if (column >= 0 && column < width && row >= 0 && row < height) to[y * wide + x] = from[row * width + column] ?? 0xffffffff
    }
  }
  return { width: wide, height: high, data: new Uint8ClampedArray(to.buffer) }
}
