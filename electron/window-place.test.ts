import { mkdtempSync, readdirSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { placeOnScreens, readPlace, smallest, writePlace } from './window-place'

const screen = { x: 0, y: 0, width: 1920, height: 1040 }
const left = { x: -1280, y: 0, width: 1280, height: 1000 }

describe('where the window opens', () => {
  test('the first time in the middle, later where it was left', () => {
    expect(placeOnScreens(null, [screen])).toEqual({ width: 1366, height: 800, maximized: false })
    expect(placeOnScreens({ x: 100, y: 50, width: 1200, height: 700, maximized: false }, [screen])).toEqual({ x: 100, y: 50, width: 1200, height: 700, maximized: false })
    expect(placeOnScreens({ x: -1200, y: 50, width: 1100, height: 700, maximized: true }, [screen, left])).toMatchObject({ x: -1200, maximized: true })
  })
  test.each([
    ['on a screen that is gone', { x: -1200, y: 50, width: 1100, height: 700 }],
    ['above every screen', { x: 100, y: -500, width: 1200, height: 700 }],
    ['a corner only', { x: 1900, y: 1020, width: 1200, height: 700 }],
  ])('%s: in the middle again', (_why, bounds) => {
    expect(placeOnScreens({ ...bounds, maximized: false }, [screen])).not.toHaveProperty('x')
  })
  test('whatever was kept, it can be grasped and is not too small', () => {
    const number = fc.integer({ min: -10_000, max: 10_000 })
    fc.assert(fc.property(number, number, number, number, (x, y, width, height) => {
      const placed = placeOnScreens({ x, y, width, height, maximized: false }, [screen])
      expect(placed.width).toBeGreaterThanOrEqual(smallest.width)
      expect(placed.height).toBeGreaterThanOrEqual(smallest.height)
      if (placed.x !== undefined) expect(placed.x).toBeLessThan(screen.width - 100)
    }))
  })
})

describe('the kept place', () => {
  const file = (): string => join(mkdtempSync(join(tmpdir(), 'mohr-place-')), 'electron/window.json')
  const place = { x: 1, y: 2, width: 1200, height: 700, maximized: true }

  test('comes back as it was written, without a rest beside it', () => {
    const at = file()
    writePlace(at, place)
    expect(readPlace(at)).toEqual(place)
    expect(readdirSync(join(at, '..'))).toEqual(['window.json'])
  })
  test.each(['', '{', 'null', '[]', '{"x":"1"}', '{"x":1e999,"y":2,"width":3,"height":4,"maximized":true}'])('unreadable %j counts as none', (text) => {
    const at = file()
    writePlace(at, place)
    writeFileSync(at, text)
    expect(readPlace(at)).toBeNull()
  })
  test('a folder that can\'t be made stops nothing', () => {
    expect(() => { writePlace('/dev/null/window.json', place) }).not.toThrow()
  })
})
