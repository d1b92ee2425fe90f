import { constants, verify } from 'node:crypto'
import { expect, test } from 'vitest'
import { startCrew } from './signing-crew'
import { makeTestKey } from './testing/key-pair'

const key = makeTestKey()
const texts = (count: number): Buffer[] => Array.from({ length: count }, (_, i) => Buffer.from(`permit ${i}`))
const fits = (bytes: Uint8Array, made: Uint8Array): boolean =>
  verify('sha256', bytes, { key: key.publicKey, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 32 }, made)

test('issue 4, speed: a list is signed by the crew and by the thread that asks, each item once and in its own place', async () => {
  const crew = startCrew(key.privateKey)
  const [first, second] = [texts(40), texts(25)]
  const made = await Promise.all([...first, ...second].map((bytes) => crew.sign(bytes)))
  crew.close()
  expect(made.map((one, i) => fits([...first, ...second][i]!, one))).toEqual(Array.from({ length: 65 }, () => true))
  expect(new Set(made.map((one) => Buffer.from(one).toString('hex'))).size).toBe(65)
})

test('lists that are asked for while others are being signed are signed too', async () => {
  const crew = startCrew(key.privateKey)
  const early = texts(10).map((bytes) => crew.sign(bytes))
  await Promise.resolve()
  const late = texts(10).map((bytes) => crew.sign(bytes))
  await early[0]
  const last = crew.sign(Buffer.from('permit 0'))
  const made = await Promise.all([...early, ...late, last])
  crew.close()
  expect(made.every((one, i) => fits(Buffer.from(`permit ${i % 10}`), one))).toBe(true)
})

test.each([
  ['that cannot be read', 'this is no program'],
  ['that dies with what it has taken', `
    const { parentPort } = require('node:worker_threads')
    parentPort.on('message', ({ claims }) => { for (let i = 0; i < 20; i += 1) Atomics.compareExchange(claims, i, 0, 1); process.exit(1) })`],
  ['that takes and then throws', `
    const { parentPort } = require('node:worker_threads')
    parentPort.on('message', ({ claims }) => { Atomics.compareExchange(claims, 0, 0, 1); throw new Error('out of memory') })`],
])('a thread %s leaves its part to the others: nothing is lost', async (_, program) => {
  const crew = startCrew(key.privateKey, program)
  const all = texts(30)
  const made = await Promise.all(all.map((bytes) => crew.sign(bytes)))
  crew.close()
  expect(made.every((one, i) => fits(all[i]!, one))).toBe(true)
})

test('a key that cannot sign is told to whoever asked, not swallowed', async () => {
  const crew = startCrew(key.publicKey, 'process.exit(0)')
  await expect(crew.sign(Buffer.from('permit'))).rejects.toThrow()
  crew.close()
})
