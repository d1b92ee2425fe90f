import { generateKeyPairSync } from 'node:crypto'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { openNote } from '#contract/verify/signed-note'
import { checkpointText, keyIdOf, noteIsSigned, parseCheckpoint, parseVkey, signNote, vkeyOf } from './note'

/** The example of golang.org/x/mod/sumdb/note, whose format C2SP wrote down. */
const neumann = 'PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW'
const note = 'If you think cryptography is the answer to your problem,\nthen you don\'t know what your problem is.\n\n\u2014 PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n'

const pair = generateKeyPairSync('ed25519')
const key = { name: 'mohr/0600', publicKey: pair.publicKey.export({ type: 'spki', format: 'der' }).subarray(-32) }
const sealed = signNote(checkpointText({ origin: key.name, size: 7, root: Buffer.alloc(32, 5) }), key, pair.privateKey)

test('a note that another program signed is read and verified', () => {
  const peter = parseVkey(neumann)!
  expect(keyIdOf(peter)).toBe('c74f20a3')
  expect(vkeyOf(peter)).toBe(neumann)
  expect(noteIsSigned(openNote(note)!, peter)).toBe(true)
  expect(noteIsSigned(openNote(note.replace('problem is', 'problem was'))!, peter)).toBe(false)
  expect(noteIsSigned(openNote(note)!, key)).toBe(false)
})

test('signing row 19: a checkpoint is three lines, an empty one and a signature over exactly these lines', () => {
  expect(sealed.split('\n').slice(0, 4)).toEqual(['mohr/0600', '7', 'BQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQU=', ''])
  expect(parseCheckpoint(sealed)).toMatchObject({ origin: 'mohr/0600', size: 7, root: Buffer.alloc(32, 5), signatures: [{ name: 'mohr/0600', keyId: keyIdOf(key) }] })
  expect(noteIsSigned(parseCheckpoint(sealed)!, key)).toBe(true)
})

test('any one character changed in a checkpoint is found', () => {
  fc.assert(fc.property(fc.nat(sealed.length - 1), fc.constantFrom('0', 'A', ' ', '\n', '='), (at, letter) => {
    fc.pre(sealed[at] !== letter)
    const parsed = parseCheckpoint(sealed.slice(0, at) + letter + sealed.slice(at + 1))
    expect(parsed !== null && noteIsSigned(parsed, key)).toBe(false)
  }), { numRuns: 300 })
})

test.each([
  ['a leading zero in the size', sealed.replace('\n7\n', '\n07\n')], ['a negative size', sealed.replace('\n7\n', '\n-7\n')], ['a root of 31 bytes', sealed.replace(/\n[^\n]+=\n\n/, `\n${Buffer.alloc(31).toString('base64')}\n\n`)],
  ['another spelling of the root', sealed.replace('BQU=', 'BQV=')], ['a fourth line', sealed.replace('\n\n', '\nmore\n\n')], ['no signature', sealed.split('\n\u2014')[0]!], ['no last line end', sealed.slice(0, -1)], ['nothing', ''],
])('%s is no checkpoint', (_, text) => expect(parseCheckpoint(text)).toBeNull())

test.each(['', 'a', neumann.replace('c74f20a3', 'c74f20a4'), neumann.slice(0, -1), `x ${neumann}`])('%j is no verifier key', (text) => expect(parseVkey(text)).toBeNull())
