import { hash } from 'node:crypto'
import { pathSides } from '#contract/verify/inclusion'

/** Some five times faster than asking Node for a buffer, which brings its own memory each time. */
const sha256 = (bytes: string | Uint8Array): Buffer => Buffer.from(hash('sha256', bytes, 'binary'), 'binary')

/**
 * RFC 6962 §2.1: a leaf and a node are hashed under different first bytes, so that neither passes for the other.
 * Of text, its UTF-8 bytes count; U+0000 is the one byte 0x00 there.
 */
export const leafHash = (leaf: string | Uint8Array): Buffer => {
  if (typeof leaf === 'string') return sha256(`\0${leaf}`)
  if (leaf.length >= marked.length) marked = Buffer.alloc(2 * leaf.length)
  marked.set(leaf, 1)
  return sha256(marked.subarray(0, leaf.length + 1))
}
/** The last leaf behind its first byte, which stays 0. */
let marked = Buffer.alloc(2048)

/** Of two hashes of 32 bytes each. */
export const nodeHash = (left: Uint8Array, right: Uint8Array): Buffer => {
  pair.set(left, 1)
  pair.set(right, 33)
  return sha256(pair)
}
const pair = Buffer.alloc(65, 1)

/** Root of a tree without leaves. */
export const emptyRoot: Buffer = sha256('')

/** Root of the full subtree over the leaves `index·2^level … (index+1)·2^level − 1`. */
export type NodeReader = (level: number, index: number) => Buffer

/** Largest power of two below n (n ≥ 2), with its exponent. */
const split = (n: number): { size: number; level: number } => {
  let size = 1
  let level = 0
  while (size * 2 < n) {
    size *= 2
    level += 1
  }
  return { size, level }
}

/** Root over the leaves `from … to − 1`; `from` lies where RFC 6962 splits. */
const rangeRoot = (node: NodeReader, from: number, to: number): Buffer => {
  if (to - from === 1) return node(0, from)
  const { size, level } = split(to - from)
  if (size * 2 === to - from) return node(level + 1, from / (size * 2))
  return nodeHash(node(level, from / size), rangeRoot(node, from + size, to))
}

/** Root of the first `size` leaves (RFC 6962 §2.1). */
export const rootOf = (node: NodeReader, size: number): Buffer => (size === 0 ? emptyRoot : rangeRoot(node, 0, size))

/** RFC 6962 §2.1.1: what leaf `index` needs to reach the root of the first `size`, lowest first. */
export const inclusionPath = (node: NodeReader, index: number, size: number): Buffer[] => {
  if (!(index >= 0 && index < size)) throw new RangeError('no such leaf')
  const path: Buffer[] = []
  let [from, to] = [0, size]
  while (to - from > 1) {
    const middle = from + split(to - from).size
    if (index < middle) {
      path.push(rangeRoot(node, middle, to))
      to = middle
    } else {
      path.push(rangeRoot(node, from, middle))
      from = middle
    }
  }
  return path.reverse()
}

/** RFC 6962 §2.1.2: proof that the tree of `size` leaves begins with the tree of `first`. */
export const consistencyPath = (node: NodeReader, first: number, size: number): Buffer[] => {
  if (!(first >= 1 && first <= size)) throw new RangeError('no such tree')
  if (first === size) return []
  const path: Buffer[] = []
  let [from, to] = [0, size]
  while (first !== to) {
    const middle = from + split(to - from).size
    if (first <= middle) {
      path.push(rangeRoot(node, middle, to))
      to = middle
    } else {
      path.push(rangeRoot(node, from, middle))
      from = middle
    }
  }
  if (from !== 0) path.push(rangeRoot(node, from, to))
  return path.reverse()
}

const sound = (hashes: readonly Uint8Array[]): boolean => hashes.every((one) => one.length === 32)
const odd = (n: number): boolean => n % 2 === 1
const half = (n: number): number => Math.floor(n / 2)

/** RFC 9162 §2.1.3.2: whether `path` carries the leaf at `index` to `root`, the root of `size` leaves. */
export const verifyInclusion = (proof: { leaf: Uint8Array; index: number; size: number; path: readonly Uint8Array[]; root: Uint8Array }): boolean => {
  const { leaf, index, size, path, root } = proof
  const sides = pathSides(index, size, path.length)
  if (!sides || !sound([leaf, root, ...path])) return false
  const seen = path.reduce((below, beside, i) => (sides[i] === 'left' ? nodeHash(beside, below) : nodeHash(below, beside)), leaf)
  return Buffer.compare(seen, root) === 0
}

/** RFC 9162 §2.1.4.2: whether `path` shows that the tree of `secondRoot` begins with the tree of `firstRoot`. */
export const verifyConsistency = (proof: { first: number; second: number; path: readonly Uint8Array[]; firstRoot: Uint8Array; secondRoot: Uint8Array }): boolean => {
  const { first, second, path, firstRoot, secondRoot } = proof
  if (!Number.isSafeInteger(first) || !Number.isSafeInteger(second) || first < 1 || first > second || !sound([firstRoot, secondRoot, ...path])) return false
  if (first === second) return path.length === 0 && Buffer.compare(firstRoot, secondRoot) === 0
  const [start, ...rest] = isPowerOfTwo(first) ? [firstRoot, ...path] : path
  if (start === undefined) return false
  let [position, last] = [first - 1, second - 1]
  while (odd(position)) [position, last] = [half(position), half(last)]
  let [one, two]: [Uint8Array, Uint8Array] = [start, start]
  for (const beside of rest) {
    if (last === 0) return false
    if (odd(position) || position === last) {
      one = nodeHash(beside, one)
      two = nodeHash(beside, two)
      while (!odd(position) && position !== 0) [position, last] = [half(position), half(last)]
    } else {
      two = nodeHash(two, beside)
    }
    [position, last] = [half(position), half(last)]
  }
  return last === 0 && Buffer.compare(one, firstRoot) === 0 && Buffer.compare(two, secondRoot) === 0
}

const isPowerOfTwo = (n: number): boolean => {
  let left = n
  while (left > 1 && !odd(left)) left = half(left)
  return left === 1
}

/** Counts a root leaf by leaf in O(log n) memory: for reading a whole ledger once. */
export class RunningRoot {
  /** Roots of full subtrees from the left, each with its size; sizes fall from left to right. */
  readonly #edge: { size: number; root: Buffer }[] = []
  size = 0

  add(leaf: Buffer): void {
    let [size, root] = [1, leaf]
    while (this.#edge.at(-1)?.size === size) {
      root = nodeHash(this.#edge.pop()!.root, root)
      size *= 2
    }
    this.#edge.push({ size, root })
    this.size += 1
  }

  /** Root of what was added so far. */
  get root(): Buffer {
    return this.#edge.length === 0 ? emptyRoot : this.#edge.map(({ root }) => root).reduceRight((right, left) => nodeHash(left, right))
  }
}
