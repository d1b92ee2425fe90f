// npm run icons: every picture of the mark, drawn by Chromium from build/icons/*.svg. The results are committed; run it when a drawing changes.
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { findChromium } from './ready/chromium.mjs'
import { getReady } from './ready/get-ready.mjs'
import { root } from './ready/places.mjs'

const icons = join(root, 'build/icons')
const pages = join(root, 'renderer/public')
const sizes = [16, 24, 32, 48, 64, 128, 256, 512]
/** What Windows asks for at 100 to 200 percent; 256 is the largest an .ico can hold. */
const icoSizes = [16, 20, 24, 32, 40, 48, 64, 256]

/** Small sizes have a drawing of their own, with thicker lines. */
const drawingOf = (size) => readFileSync(join(icons, size <= 20 ? 'icon-16.svg' : 'icon.svg'), 'utf8')
/** Shown at 16 to 24 points, on a fine screen with twice as many dots. */
const tray = { size: 32, drawing: drawingOf(16) }

/** ICONDIR and its entries, with PNG inside as Windows reads it since Vista. */
const icoOf = (pictures) => {
  const head = Buffer.alloc(6 + 16 * pictures.length)
  head.writeUInt16LE(1, 2)
  head.writeUInt16LE(pictures.length, 4)
  let offset = head.length
  pictures.forEach(({ size, png }, i) => {
    const at = 6 + 16 * i
    head.writeUInt8(size % 256, at)
    head.writeUInt8(size % 256, at + 1)
    head.writeUInt16LE(1, at + 4)
    head.writeUInt16LE(32, at + 6)
    head.writeUInt32LE(png.length, at + 8)
    head.writeUInt32LE(offset, at + 12)
    offset += png.length
  })
  return Buffer.concat([head, ...pictures.map(({ png }) => png)])
}

const draw = async () => {
  const { chromium } = await import('@playwright/test')
  const browser = await chromium.launch({ executablePath: findChromium() ?? undefined })
  const page = await browser.newPage()
  const picture = async (size, drawing = drawingOf(size)) => {
    await page.setViewportSize({ width: size, height: size })
    await page.setContent(`<style>body { margin: 0 } svg { display: block; width: ${size}px; height: ${size}px }</style>${drawing}`)
    return page.screenshot({ omitBackground: true })
  }
  const drawn = new Map()
  for (const size of new Set([...sizes, ...icoSizes])) drawn.set(size, await picture(size))
  const trayPicture = await picture(tray.size, tray.drawing)
  await browser.close()

  for (const size of sizes) writeFileSync(join(icons, `png/${size}x${size}.png`), drawn.get(size))
  writeFileSync(join(icons, 'mohr.ico'), icoOf(icoSizes.map((size) => ({ size, png: drawn.get(size) }))))
  // The window's and the tray's, and the page's own in browsers.
  writeFileSync(join(pages, 'icon.png'), drawn.get(256))
  writeFileSync(join(pages, 'tray.png'), trayPicture)
  writeFileSync(join(pages, 'icon.svg'), drawingOf(256))
}

if (getReady(import.meta.filename, { built: false })) await draw()
