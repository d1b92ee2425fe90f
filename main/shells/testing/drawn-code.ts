import { encode as encodeJpeg } from 'jpeg-js'
import { PNG } from 'pngjs'
import { create } from 'qrcode'

type Drawing = { width: number; height: number; data: Buffer }

/** A QR code as a scanner would give it: grey levels, a little turned, with a white rim. Written beside the program's own drawing. */
const draw = (text: string, { scale = 4, turn = 0, cut = 0 } = {}): Drawing => {
  const { modules } = create(text, { errorCorrectionLevel: 'L' })
  const side = (modules.size + 8) * scale
  const size = Math.round(side * 1.3)
  const height = size - Math.round(size * cut)
  const data = Buffer.alloc(size * height * 4, 255)
  const [c, s] = [Math.cos(turn), Math.sin(turn)]
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < size; x += 1) {
      const [dx, dy] = [x - size / 2, y - size / 2]
      const column = Math.floor((c * dx + s * dy + side / 2) / scale) - 4
      const row = Math.floor((c * dy - s * dx + side / 2) / scale) - 4
      const dark = row >= 0 && column >= 0 && row < modules.size && column < modules.size && Boolean(modules.get(row, column))
      data.fill((dark ? 40 : 225) + Math.round(20 * Math.sin(x / 97)), (y * size + x) * 4, (y * size + x) * 4 + 3)
    }
  }
  return { width: size, height, data }
}

export const drawnPng = (text: string, options = {}): Buffer => PNG.sync.write(draw(text, options))
export const drawnJpeg = (text: string, options = {}): Buffer => encodeJpeg(draw(text, options), 70).data

/** A code of another's beside ours on one sheet, the other larger and to the left. */
export const drawnBeside = (text: string, other: string): Buffer => {
  const [left, right] = [draw(other, { scale: 9 }), draw(text)]
  const [width, height] = [left.width + right.width, Math.max(left.height, right.height)]
  const data = Buffer.alloc(width * height * 4, 255)
  for (const [one, at] of [[left, 0], [right, left.width]] as const) {
    for (let y = 0; y < one.height; y += 1) one.data.copy(data, (y * width + at) * 4, y * one.width * 4, (y + 1) * one.width * 4)
  }
  return PNG.sync.write({ width, height, data })
}
