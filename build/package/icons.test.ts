import { readFileSync, readdirSync } from 'node:fs'
import { resolve } from 'node:path'
import { PNG } from 'pngjs'
import { expect, test } from 'vitest'

const at = (path: string): string => resolve(import.meta.dirname, '..', path)
const pictures = readdirSync(at('icons/png'))

/** The mark: its colour beside the letter, nothing at the corners, and the letter in white. */
const expectMark = (bytes: Buffer, size: number): void => {
  const { width, height, data } = PNG.sync.read(bytes)
  expect([width, height]).toEqual([size, size])
  const dot = (x: number, y: number): number[] => [...data.subarray((y * size + x) * 4, (y * size + x) * 4 + 4)]
  expect(dot(0, 0)[3]).toBe(0)
  // Drawn small, neighbouring dots blend a little.
  dot(Math.floor(size * 0.2), Math.floor(size * 0.4)).forEach((part, i) => { expect(Math.abs(part - [0x33, 0x37, 0x9b, 255][i]!)).toBeLessThan(6) })
  const white = Array.from({ length: size * size }, (_, i) => [...data.subarray(i * 4, i * 4 + 4)]).filter(([r, g, b]) => r! > 200 && g! > 200 && b! > 200).length
  expect(white / (size * size)).toBeGreaterThan(0.02)
}

test.each(pictures)('%s is the mark, in that size', (name) => {
  expectMark(readFileSync(at(`icons/png/${name}`)), Number(name.split('x')[0]))
})

test('Windows finds the mark in each size it asks for', () => {
  const ico = readFileSync(at('icons/mohr.ico'))
  expect(ico.readUInt16LE(2)).toBe(1)
  const sizes = Array.from({ length: ico.readUInt16LE(4) }, (_, i) => {
    const entry = 6 + 16 * i
    const size = ico.readUInt8(entry) || 256
    expectMark(ico.subarray(ico.readUInt32LE(entry + 12), ico.readUInt32LE(entry + 12) + ico.readUInt32LE(entry + 8)), size)
    return size
  })
  expect(sizes).toEqual([16, 20, 24, 32, 40, 48, 64, 256])
})

test.each([['icon.png', 256], ['tray.png', 32]] as const)("the window's and the tray's picture %s is the mark", (name, size) => {
  expectMark(readFileSync(at(`../renderer/public/${name}`)), size)
})
