import { createPublicKey } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, expect, test } from 'vitest'
import { canonicalText, ledgerKinds } from '#main/ledger/index'
import { KeyRing, minimumCost } from '#main/staff/index'
import type { Context } from '#main/app/ports'
import { entriesOf } from '#db/ledger/ledger-repo'
import { findActiveKey, listKeys } from '#db/signing/key-repo'
import { verifyJws } from './compact-jws'
import { createDirectorKey, hasActiveDirectorKey, openDirectorSigner } from './director-key'
import { createSealKey, sealSigner } from './seal-key'
import { signingHandlers } from './signing-handlers'
import { passphrase, signingContext } from './testing/signing-context'

let context: Context
beforeEach(() => {
  context = signingContext()
})
const text = canonicalText({ n: 1 })

test('a director makes one key; a second is refused, and the public half is enrolled for delivery', () => {
  expect(hasActiveDirectorKey(context.db, 'director')).toBe(false)
  const key = createDirectorKey(context, passphrase)
  expect(key).toMatchObject({ use: 'director', alg: 'PS256', bits: 3072, holder: 'director', state: 'active', test: false, trust: 'office_internal' })
  expect(createPublicKey(key.publicPem).asymmetricKeyDetails).toMatchObject({ modulusLength: 3072, publicExponent: 65537n })
  expect(hasActiveDirectorKey(context.db, 'director')).toBe(true)
  expect(hasActiveDirectorKey(context.db, 'other')).toBe(false)
  expect(() => createDirectorKey(context, passphrase)).toThrow('KEY_EXISTS')
  const [entry, ...more] = entriesOf(context.db, 'Key', key.kid)
  expect(more).toEqual([])
  expect(JSON.parse(entry!.payload)).toEqual({ kid: key.kid, use: 'director', public_pem: key.publicPem, alg: 'PS256', holder: 'director' })
  expect(ledgerKinds['key.enrol']).toBe('revocations')
})

test('a wrong passphrase makes no key and opens none', () => {
  expect(() => createDirectorKey(context, 'not her passphrase')).toThrow('PASSPHRASE_WRONG')
  expect(listKeys(context.db)).toEqual([])
  createDirectorKey(context, passphrase)
  expect(() => openDirectorSigner(context, 'not her passphrase')).toThrow('PASSPHRASE_WRONG')
})

test('without a key there is no signer', () => {
  expect(() => openDirectorSigner(context, passphrase)).toThrow('KEY_ABSENT')
  expect(() => sealSigner(context)).toThrow('SEAL_KEY_ABSENT')
})

test('the opened key signs, and its public record verifies', () => {
  const { kid } = createDirectorKey(context, passphrase)
  createSealKey(context)
  const director = openDirectorSigner(context, passphrase)
  const seal = sealSigner(context)
  expect(director.kid).toBe(kid)
  expect(seal.kid).toMatch(/^s-/)
  const { keys } = signingHandlers.keys(context, {}) as { keys: Parameters<typeof verifyJws>[2] }
  for (const signer of [director, seal]) expect(verifyJws(signer.sign('permit+jws', text), 'permit+jws', keys)).toMatchObject({ ok: true, key: { kid: signer.kid } })
  expect(JSON.stringify(keys)).not.toMatch(/private|sealed/i)
})

test('a changed passphrase keeps the key; one that IT gave does not open it, and a new key replaces it', () => {
  const first = createDirectorKey(context, passphrase)
  const ring = new KeyRing(context.home, minimumCost)
  const opened = ring.open('director', passphrase)!
  ring.put('director', 'another long passphrase', opened.databaseKey, opened.userKey)
  expect(openDirectorSigner(context, 'another long passphrase').kid).toBe(first.kid)
  ring.put('director', 'given by the IT people', opened.databaseKey)
  expect(() => openDirectorSigner(context, 'given by the IT people')).toThrow('KEY_ABSENT')
  const second = createDirectorKey(context, 'given by the IT people')
  expect(listKeys(context.db).map(({ kid, state }) => [kid, state])).toEqual(expect.arrayContaining([[first.kid, 'retired'], [second.kid, 'active']]))
  expect(JSON.parse(entriesOf(context.db, 'Key', second.kid)[0]!.payload)).toMatchObject({ replaces: first.kid })
})

test('a sealed key moved to another row or holder does not open', () => {
  const key = createDirectorKey(context, passphrase)
  const stored = findActiveKey(context.db, 'director', 'director')!
  context.db.exec('DROP TRIGGER signing_keys_fixed')
  context.db.prepare("UPDATE signing_keys SET kid = 'd-0000000000000000' WHERE kid = ?").run(key.kid)
  expect(() => openDirectorSigner(context, passphrase)).toThrow('KEY_ABSENT')
  expect(stored.privateSealed).toMatch(/^[A-Za-z0-9_-]+$/)
})

test('a stored key can only be retired, never changed or removed', () => {
  const { kid } = createDirectorKey(context, passphrase)
  const run = (sql: string) => () => context.db.prepare(sql).run(kid)
  for (const change of ["public_pem = 'x'", "holder = 'x'", 'test = 1', "private_sealed = 'x'", "state = 'active'"]) {
    expect(run(`UPDATE signing_keys SET ${change} WHERE kid = ?`), change).toThrow('only be retired')
  }
  expect(run('DELETE FROM signing_keys WHERE kid = ?')).toThrow('need their key')
  run("UPDATE signing_keys SET state = 'retired' WHERE kid = ?")()
  expect(hasActiveDirectorKey(context.db, 'director')).toBe(false)
})

test('no file of the office holds the private key in any clear form', () => {
  createDirectorKey(context, passphrase)
  createSealKey(context)
  const der = Buffer.from(findActiveKey(context.db, 'seal', context.office.unit)!.privateDer!)
  const piece = der.subarray(200, 232)
  const files = readdirSync(context.home).map((name) => readFileSync(join(context.home, name)))
  expect(files.length).toBeGreaterThan(1)
  for (const form of [piece, Buffer.from(piece.toString('hex')), Buffer.from(piece.toString('base64').slice(0, 40)), Buffer.from('PRIVATE KEY')]) {
    expect(files.some((bytes) => bytes.includes(form))).toBe(false)
  }
})

test('keys of a training office are marked test', () => {
  const training = signingContext({ training: true })
  const key = createDirectorKey(training, passphrase)
  expect(key.test).toBe(true)
  expect(JSON.parse(entriesOf(training.db, 'Key', key.kid)[0]!.payload)).toMatchObject({ test: true })
})
