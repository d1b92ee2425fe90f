import fc from 'fast-check'
import { expect, test } from 'vitest'
import { entryText } from '#main/ledger/index'
import { leafRows } from '#db/checkpoints/tile-repo'
import { createDb } from '#db/testing/memory-db'
import { transact } from '#db/transact'
import { consistencyPath, emptyRoot, inclusionPath, leafHash, nodeHash, rootOf, verifyConsistency, verifyInclusion, type NodeReader } from './merkle'
import { openLedgerOffice } from './testing/office'
import { appendLeaves, growTree, rootAt, storedNodes, treeSize } from './tree'

const leafOf = (i: number): Buffer => leafHash(`leaf ${i}`)

/** Every node counted from the leaves, nothing stored. */
const counted = (leaf: (i: number) => Buffer): NodeReader => {
  const known = new Map<string, Buffer>()
  const node: NodeReader = (level, index) => {
    const name = `${level}/${index}`
    const found = known.get(name) ?? (level === 0 ? leaf(index) : nodeHash(node(level - 1, index * 2), node(level - 1, index * 2 + 1)))
    known.set(name, found)
    return found
  }
  return node
}
const naive = counted(leafOf)

test('signing row 19: however the leaves arrive, the stored tree gives the roots and proofs of the definition', () => {
  fc.assert(fc.property(fc.array(fc.integer({ min: 0, max: 700 }), { minLength: 1, maxLength: 6 }), fc.nat(), fc.nat(), (portions, a, b) => {
    const db = createDb()
    let size = 0
    for (const portion of portions) {
      transact(db, () => appendLeaves(db, Array.from({ length: portion }, (_, i) => leafOf(size + i))))
      size += portion
      expect(treeSize(db)).toBe(size)
    }
    expect(rootAt(db, size)).toEqual(rootOf(naive, size))
    if (size > 0) {
      const [index, first] = [a % size, 1 + (b % size)]
      expect(inclusionPath(storedNodes(db), index, size)).toEqual(inclusionPath(naive, index, size))
      expect(consistencyPath(storedNodes(db), first, size)).toEqual(consistencyPath(naive, first, size))
      expect(rootAt(db, first)).toEqual(rootOf(naive, first))
    }
    db.close()
  }), { numRuns: 12 })
})

test('signing row 20: past two levels of tiles, every earlier root still comes from the tiles', () => {
  const db = createDb()
  const size = 256 * 256 + 300
  transact(db, () => { for (let at = 0; at < size; at += 5000) appendLeaves(db, Array.from({ length: Math.min(5000, size - at) }, (_, i) => leafOf(at + i))) })
  expect(db.prepare('SELECT level, count(*) FROM ledger_tiles GROUP BY level ORDER BY level').raw().all()).toEqual([[0, 258], [1, 2], [2, 1]])
  for (const first of [1, 255, 256, 257, 65_535, 65_536, 65_537, size]) {
    const root = rootAt(db, first)
    expect(root).toEqual(rootOf(naive, first))
    const path = consistencyPath(storedNodes(db), first, size)
    expect(verifyConsistency({ first, second: size, path, firstRoot: root, secondRoot: rootAt(db, size) })).toBe(true)
  }
  for (const index of [0, 255, 256, 65_535, 65_536, size - 1]) {
    expect(verifyInclusion({ leaf: leafOf(index), index, size, path: inclusionPath(storedNodes(db), index, size), root: rootAt(db, size) })).toBe(true)
  }
  expect(() => rootAt(db, size + 1)).toThrow(RangeError)
})

test('the tree takes the entries of the ledger in order, in portions, and each once', () => {
  const { db, write } = openLedgerOffice()
  expect([treeSize(db), rootAt(db, 0)]).toEqual([0, emptyRoot])
  write(700)
  expect([growTree(db, 300), growTree(db, 300), growTree(db, 300), growTree(db, 300)]).toEqual([300, 300, 100, 0])
  write(5)
  expect(growTree(db)).toBe(5)
  const leaves = leafRows(db, 0, 1000).map((row) => leafHash(entryText(row)))
  expect(leaves).toHaveLength(705)
  expect(rootAt(db, 705)).toEqual(rootOf(counted((i) => leaves[i]!), 705))
})
