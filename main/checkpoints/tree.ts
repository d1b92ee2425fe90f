import type { Reader, Writer } from '#db/handle'
import { lastLeafTile, leafRows, readTile, writeTile } from '#db/checkpoints/tile-repo'
import { transact } from '#db/transact'
import { entryText } from '#main/ledger/index'
import { leafHash, nodeHash, rootOf, type NodeReader } from './merkle'

/** Hashes of one tile: eight levels of the tree, of which only the lowest is stored. */
const width = 256
const hashBytes = 32

/** Leaves under the stored tree. */
export const treeSize = (db: Reader): number => {
  const last = lastLeafTile(db)
  return last ? last.no * width + last.hashes.length / hashBytes : 0
}

/** The leaf that stands last in the stored tree. */
export const lastLeaf = (db: Reader): Buffer | undefined => lastLeafTile(db)?.hashes.subarray(-hashBytes)

/** Reads full subtrees from the tiles; what one proof touches is read once. */
export const storedNodes = (db: Reader): NodeReader => {
  const seen = new Map<string, Buffer>()
  const tile = (level: number, no: number): Buffer => {
    const name = `${level}/${no}`
    const known = seen.get(name) ?? readTile(db, level, no)
    if (!known) throw new RangeError('the tree does not reach so far')
    seen.set(name, known)
    return known
  }
  return (level, index) => {
    const inTile = level % 8
    const first = index * 2 ** inTile
    const hashes = tile(Math.floor(level / 8), Math.floor(first / width))
    const from = (first % width) * hashBytes
    const to = from + 2 ** inTile * hashBytes
    if (to > hashes.length) throw new RangeError('the tree does not reach so far')
    return foldAll(hashes.subarray(from, to))
  }
}

/** Root of a full row of hashes, a power of two of them. */
const foldAll = (row: Buffer): Buffer => {
  let level: Buffer[] = []
  for (let at = 0; at < row.length; at += hashBytes) level.push(row.subarray(at, at + hashBytes))
  while (level.length > 1) level = Array.from({ length: level.length / 2 }, (_, i) => nodeHash(level[i * 2]!, level[i * 2 + 1]!))
  return Buffer.from(level[0]!)
}

/** Root of the first `size` entries, from the tiles: some twenty hashes of a million. @throws RangeError beyond the stored tree. */
export const rootAt = (db: Reader, size: number): Buffer => rootOf(storedNodes(db), size)

/**
 * Puts leaves at the end of the stored tree: each level's last tile is filled up, a full one gives its root to the level above.
 * Inside the caller's transaction.
 */
export const appendLeaves = (db: Writer, leaves: readonly Buffer[]): void => {
  let start = treeSize(db)
  let incoming = leaves
  for (let level = 0; incoming.length > 0; level += 1) {
    const full: Buffer[] = []
    for (let taken = 0; taken < incoming.length; ) {
      const no = Math.floor((start + taken) / width)
      const filled = (start + taken) % width
      const part = incoming.slice(taken, taken + width - filled)
      const before = filled === 0 ? [] : [readTile(db, level, no)!]
      const hashes = Buffer.concat([...before, ...part])
      writeTile(db, level, no, hashes)
      if (filled + part.length === width) full.push(foldAll(hashes))
      taken += part.length
    }
    start = Math.floor(start / width)
    incoming = full
  }
}

/**
 * Takes up to `most` entries that the tree does not hold yet, in one transaction of its own or the caller's.
 * @returns how many it took.
 */
export const growTree = (db: Writer, most = Number.MAX_SAFE_INTEGER): number =>
  transact(db, () => {
    let taken = 0
    for (let size = treeSize(db); taken < most; ) {
      const rows = leafRows(db, size, Math.min(pageSize, most - taken))
      if (rows.length === 0) return taken
      appendLeaves(db, rows.map((row) => leafHash(entryText(row))))
      size += rows.length
      taken += rows.length
    }
    return taken
  })

const pageSize = 1024
