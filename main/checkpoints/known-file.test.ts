import { appendFileSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { generateKeyPairSync } from 'node:crypto'
import { appendKnown, fileOf, readKnownFile, stampOf } from './known-file'
import { checkpointText, signNote } from './note'

const pair = generateKeyPairSync('ed25519')
const key = { name: 'mohr/0600', publicKey: pair.publicKey.export({ type: 'spki', format: 'der' }).subarray(-32) }
const noteOf = (size: number): string => signNote(checkpointText({ origin: key.name, size, root: Buffer.alloc(32, size % 256) }), key, pair.privateKey)
const newHome = (): string => mkdtempSync(join(tmpdir(), 'mohr-known-'))

test('what was written is read, in order, however often it was added to', () => {
  const home = newHome()
  expect([readKnownFile(home), stampOf(home)]).toEqual([{ exists: false, notes: [], damaged: false }, 'none'])
  appendKnown(home, [noteOf(1), noteOf(2)])
  const before = stampOf(home)
  appendKnown(home, [])
  expect(stampOf(home)).toBe(before)
  appendKnown(home, [noteOf(3)])
  expect(stampOf(home)).not.toBe(before)
  expect(readKnownFile(home)).toEqual({ exists: true, notes: [noteOf(1), noteOf(2), noteOf(3)], damaged: false })
})

test('a last record cut off by a power failure costs nothing but itself, and the next one stands whole after it', () => {
  fc.assert(fc.property(fc.integer({ min: 1, max: 400 }), (bytes) => {
    const home = newHome()
    appendKnown(home, [noteOf(1), noteOf(2)])
    const whole = readFileSync(fileOf(home))
    const cut = Math.max(Buffer.byteLength(noteOf(1)) + 1, whole.length - bytes)
    writeFileSync(fileOf(home), whole.subarray(0, cut))
    expect(readKnownFile(home).notes[0]).toBe(noteOf(1))
    appendKnown(home, [noteOf(3)])
    const { notes } = readKnownFile(home)
    expect([notes[0], notes.at(-1)]).toEqual([noteOf(1), noteOf(3)])
  }), { numRuns: 60 })
})

test('lines of somebody else in the list are noticed, and hide none of ours', () => {
  const home = newHome()
  appendKnown(home, [noteOf(1)])
  appendFileSync(fileOf(home), 'hello\n\n')
  appendKnown(home, [noteOf(2)])
  expect(readKnownFile(home)).toEqual({ exists: true, notes: [noteOf(1), noteOf(2)], damaged: true })
})
