import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { consistencyPath, emptyRoot, inclusionPath, leafHash, nodeHash, rootOf, RunningRoot, verifyConsistency, verifyInclusion, type NodeReader } from './merkle'

/** The vectors every RFC 6962 implementation is tried with (Certificate Transparency's own reference tests). */
const leaves = ['', '00', '10', '2021', '3031', '40414243', '5051525354555657', '606162636465666768696a6b6c6d6e6f'].map((hex) => Buffer.from(hex, 'hex'))
const roots = [
  '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
  'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
  '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
  'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
  '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
]

/** The definition itself, word for word: no cleverness to share a mistake with. */
const sha = (...parts: Uint8Array[]): Buffer => createHash('sha256').update(Buffer.concat(parts)).digest()
const naive = (all: readonly Buffer[]): Buffer => {
  if (all.length === 0) return sha()
  if (all.length === 1) return sha(Buffer.of(0), all[0]!)
  let k = 1
  while (k * 2 < all.length) k *= 2
  return sha(Buffer.of(1), naive(all.slice(0, k)), naive(all.slice(k)))
}
const naivePath = (m: number, all: readonly Buffer[]): Buffer[] => {
  if (all.length === 1) return []
  let k = 1
  while (k * 2 < all.length) k *= 2
  return m < k ? [...naivePath(m, all.slice(0, k)), naive(all.slice(k))] : [...naivePath(m - k, all.slice(k)), naive(all.slice(0, k))]
}
const naiveProof = (m: number, all: readonly Buffer[], whole = true): Buffer[] => {
  if (m === all.length) return whole ? [] : [naive(all)]
  let k = 1
  while (k * 2 < all.length) k *= 2
  return m <= k ? [...naiveProof(m, all.slice(0, k), whole), naive(all.slice(k))] : [...naiveProof(m - k, all.slice(k), false), naive(all.slice(0, k))]
}
const nodesOf = (all: readonly Buffer[]): NodeReader => (level, index) => naive(all.slice(index * 2 ** level, (index + 1) * 2 ** level))
const hex = (hashes: readonly Buffer[]): string[] => hashes.map((hash) => hash.toString('hex'))

describe('signing row 19: RFC 6962', () => {
  test('the known roots of 0 to 8 leaves', () => {
    expect(rootOf(nodesOf([]), 0).toString('hex')).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855')
    expect(roots.map((_, i) => rootOf(nodesOf(leaves), i + 1).toString('hex'))).toEqual(roots)
  })

  test('the known inclusion paths', () => {
    const path = (leaf: number, size: number) => hex(inclusionPath(nodesOf(leaves), leaf - 1, size))
    expect(path(1, 1)).toEqual([])
    expect(path(1, 8)).toEqual([
      '96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7', '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
      '6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4',
    ])
    expect(path(6, 8)).toEqual([
      'bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b', 'ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0',
      'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
    ])
    expect(path(3, 3)).toEqual(['fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125'])
  })

  test('signing row 20: the known consistency proofs', () => {
    const proof = (first: number, second: number) => hex(consistencyPath(nodesOf(leaves), first, second))
    expect(proof(1, 1)).toEqual([])
    expect(proof(1, 8)).toEqual([
      '96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7', '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
      '6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4',
    ])
    expect(proof(6, 8)).toEqual([
      '0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a', 'ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0',
      'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
    ])
    expect(proof(2, 5)).toEqual(['5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e', 'bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b'])
  })
})

const tree = fc.array(fc.uint8Array({ maxLength: 6 }).map((bytes) => Buffer.from(bytes)), { minLength: 1, maxLength: 70 })

describe('against the definition', () => {
  test('roots, leaf by leaf, and both paths are what the definition gives, and verify', () => {
    fc.assert(fc.property(tree, fc.nat(), fc.nat(), (all, a, b) => {
      const [index, first] = [a % all.length, 1 + (b % all.length)]
      const node = nodesOf(all)
      const root = naive(all)
      expect(rootOf(node, all.length)).toEqual(root)
      const running = new RunningRoot()
      for (const leaf of all) running.add(leafHash(leaf))
      expect([running.size, running.root]).toEqual([all.length, root])
      const path = inclusionPath(node, index, all.length)
      expect(path).toEqual(naivePath(index, all))
      expect(verifyInclusion({ leaf: leafHash(all[index]!), index, size: all.length, path, root })).toBe(true)
      const proof = consistencyPath(node, first, all.length)
      expect(proof).toEqual(naiveProof(first, all))
      expect(verifyConsistency({ first, second: all.length, path: proof, firstRoot: naive(all.slice(0, first)), secondRoot: root })).toBe(true)
    }), { numRuns: 150 })
    expect(new RunningRoot().root).toEqual(emptyRoot)
  })

  test('signing row 19: a proof bent in any one way proves nothing', () => {
    fc.assert(fc.property(tree, fc.nat(), fc.nat(), fc.nat(), (all, a, b, c) => {
      const index = a % all.length
      const root = naive(all)
      const good = { leaf: leafHash(all[index]!), index, size: all.length, path: inclusionPath(nodesOf(all), index, all.length), root }
      const flip = (bytes: Buffer): Buffer => {
        const bent = Buffer.from(bytes)
        bent[b % 32]! ^= 1 << (c % 8)
        return bent
      }
      const bent = [
        { ...good, leaf: flip(good.leaf) }, { ...good, root: flip(root) }, { ...good, index: -1 }, { ...good, index: all.length }, { ...good, index: 0.5 },
        { ...good, path: [...good.path, flip(root)] }, { ...good, root: root.subarray(1) }, { ...good, size: 2 ** 60 },
        ...(good.path.length > 0 ? [
          { ...good, path: good.path.slice(1) }, { ...good, path: good.path.slice(0, -1) }, { ...good, path: good.path.with(c % good.path.length, flip(good.path[c % good.path.length]!)) },
          { ...good, path: good.path.with(0, Buffer.concat([good.path[0]!, Buffer.of(0)])) },
        ] : []),
      ]
      for (const one of bent) expect(verifyInclusion(one)).toBe(false)
    }), { numRuns: 150 })
  })

  test('signing row 20: a tree with one leaf removed, changed or swapped is never proven to continue the old one', () => {
    fc.assert(fc.property(tree.filter((all) => all.length > 2), fc.nat(), fc.nat(), (all, a, b) => {
      const first = 2 + (a % (all.length - 2))
      const at = b % first
      const firstRoot = naive(all.slice(0, first))
      for (const other of [all.toSpliced(at, 1), all.with(at, Buffer.concat([all[at]!, Buffer.of(1)])), all.with(at, all[(at + 1) % first]!).with((at + 1) % first, all[at]!)]) {
        if (other.length < first || naive(other.slice(0, first)).equals(firstRoot)) continue
        const path = consistencyPath(nodesOf(other), first, other.length)
        expect(verifyConsistency({ first, second: other.length, path, firstRoot, secondRoot: naive(other) })).toBe(false)
      }
      const honest = { first, second: all.length, path: consistencyPath(nodesOf(all), first, all.length), firstRoot, secondRoot: naive(all) }
      expect(verifyConsistency({ ...honest, path: [...honest.path, firstRoot] })).toBe(false)
      expect(verifyConsistency({ ...honest, first: 0 })).toBe(false)
      expect(verifyConsistency({ ...honest, first: all.length + 1 })).toBe(false)
    }), { numRuns: 150 })
  })
})

test('a leaf never passes for a node: they are hashed under different first bytes', () => {
  const [a, b] = [leafHash('a'), leafHash('b')]
  expect(leafHash(Buffer.concat([a, b]))).not.toEqual(nodeHash(a, b))
})
