import { readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { z } from 'zod'
import { makeFolder } from '#db/make-folder'

const place = z.object({ x: z.int(), y: z.int(), width: z.int(), height: z.int(), maximized: z.boolean() })
export type Place = z.output<typeof place>
export type Rectangle = { x: number; y: number; width: number; height: number }

/** The smallest window in which every screen is whole. */
export const smallest = { width: 1024, height: 640 }
const firstSize = { width: 1366, height: 800 }
/** As much of the title bar as a hand needs to drag it back. */
const graspable = { width: 160, height: 60 }

const overlap = (a: Rectangle, b: Rectangle): { width: number; height: number } => ({
  width: Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x),
  height: Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y),
})

/**
 * Where the window opens: where it was left, if enough of it still lies on a screen; else in the middle, at its first size.
 * A kept place that is unreadable or from a screen that is gone costs nothing but the place.
 */
export const placeOnScreens = (kept: Place | null, screens: readonly Rectangle[]): Partial<Rectangle> & { width: number; height: number; maximized: boolean } => {
  if (!kept) return { ...firstSize, maximized: false }
  const bounds = { x: kept.x, y: kept.y, width: Math.max(kept.width, smallest.width), height: Math.max(kept.height, smallest.height) }
  const graspedOn = screens.some((screen) => {
    const { width, height } = overlap(bounds, screen)
    return width >= graspable.width && height >= graspable.height && bounds.y >= screen.y - 8
  })
  return graspedOn ? { ...bounds, maximized: kept.maximized } : { ...firstSize, maximized: kept.maximized }
}

export const readPlace = (file: string): Place | null => {
  try {
    return place.parse(JSON.parse(readFileSync(file, 'utf8')))
  } catch {
    return null
  }
}

/** Keeps the place; a folder that can't be written must not keep a window from closing. */
export const writePlace = (file: string, kept: Place): void => {
  try {
    makeFolder(dirname(file))
    writeFileSync(`${file}.next`, JSON.stringify(kept))
    renameSync(`${file}.next`, file)
  } catch {
    // The next start opens in the middle.
  }
}
