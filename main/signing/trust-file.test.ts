import { createPublicKey } from 'node:crypto'
import { beforeEach, expect, test } from 'vitest'
import { maySign, readTrustFile, type TrustFile } from '#contract/verify/trust-file'
import { canonicalText, sha256 } from '#main/ledger/index'
import { createDirectorKey } from './director-key'
import { createSealKey } from './seal-key'
import { passphrase, signingContext } from './testing/signing-context'
import { makeTestKey } from './testing/key-pair'
import { exportTrustFile, keysOfTrustFile } from './trust-file'

let context: ReturnType<typeof signingContext>
beforeEach(() => {
  context = signingContext()
  createDirectorKey(context, passphrase)
  createSealKey(context)
})
const file = (): TrustFile => readTrustFile(exportTrustFile(context).content)!
const written = (change: (file: TrustFile) => unknown): string => canonicalText(change(file()))

test('the file holds every public key with use, time and test mark, and no private part', () => {
  const { fileName, content, digest } = exportTrustFile(context)
  expect(fileName).toBe('trust-0600.json')
  expect(content.endsWith('}\n')).toBe(true)
  expect(digest).toBe(sha256(content.trim()))
  expect(file().keys.map(({ use }) => use).sort()).toEqual(['director', 'seal'])
  expect(content).not.toMatch(/private|sealed|"test"/i)
  for (const key of file().keys) {
    const details = createPublicKey({ key: Buffer.from(key.spki, 'base64url'), format: 'der', type: 'spki' }).asymmetricKeyDetails
    expect(details).toEqual({ modulusLength: 3072, publicExponent: 65537n })
  }
})

test('the same keys give the same bytes, on any day: its digest can be compared by telephone', () => {
  const before = exportTrustFile(context)
  context.clock.set('2027-01-01T00:00:00Z')
  expect(exportTrustFile(context)).toEqual(before)
})

test('a replaced key speaks until its successor was made', () => {
  const old = file().keys.find(({ use }) => use === 'seal')!
  context.clock.set('2026-12-01T08:00:00Z')
  context.db.prepare("UPDATE signing_keys SET state = 'retired' WHERE kid = ?").run(old.kid)
  createSealKey(context)
  expect(file().keys.find(({ kid }) => kid === old.kid)).toEqual({ ...old, until: '2026-12-01T08:00:00Z' })
  expect(file().keys.filter(({ until }) => until === undefined)).toHaveLength(2)
})

test('what comes back from the file verifies; keys of practice are marked', () => {
  const read = keysOfTrustFile(exportTrustFile(context).content)!
  expect(read).toMatchObject({ office: 'اداره‌کل خوزستان', digest: exportTrustFile(context).digest })
  expect(read.keys.map(({ bounds }) => bounds)).toEqual(file().keys.map(({ from }) => ({ unit: '0600', from, until: null, test: false })))
  const practice = signingContext({ training: true })
  createSealKey(practice)
  expect(keysOfTrustFile(exportTrustFile(practice).content)!.keys[0]!.bounds.test).toBe(true)
})

test('a file that is not wholly a trust file gives no key at all', () => {
  const weak = makeTestKey('seal', 2048).publicKey.export({ type: 'spki', format: 'der' }).toString('base64url')
  const [first] = file().keys
  const bad: Record<string, string> = {
    'nothing': '', 'a space': exportTrustFile(context).content.replace(':', ': '), 'two line breaks': `${exportTrustFile(context).content}\n`,
    'a doubled member': exportTrustFile(context).content.replace('"office"', '"office":"x","office"'),
    'no keys': written((f) => ({ ...f, keys: [] })), 'version 2': written((f) => ({ ...f, v: 2 })), 'an unknown member': written((f) => ({ ...f, x: 1 })),
    'a key twice': written((f) => ({ ...f, keys: [f.keys[0], f.keys[0]] })),
    'a key under another name': written((f) => ({ ...f, keys: [{ ...f.keys[0], kid: `${f.keys[0]!.kid.slice(0, 17)}${f.keys[0]!.kid.endsWith('A') ? 'B' : 'A'}` }] })),
    'a key in another use': written((f) => ({ ...f, keys: [{ ...f.keys[0], use: f.keys[0]!.use === 'seal' ? 'director' : 'seal' }] })),
    'a weak key': written((f) => ({ ...f, keys: [{ ...f.keys[0], spki: weak }] })),
    'no key at all in it': written((f) => ({ ...f, keys: [{ ...f.keys[0], spki: 'A'.repeat(200) }] })),
    'a private key': written((f) => ({ ...f, keys: [{ ...f.keys[0], private: 'x' }] })),
    'another algorithm': written((f) => ({ ...f, keys: [{ ...first, alg: 'RS256' }] })),
  }
  expect(Object.entries(bad).filter(([, text]) => keysOfTrustFile(text) !== null).map(([name]) => name)).toEqual([])
})

test('a head office speaks for its province, a county for itself; a day before the key was made is not yet too early', () => {
  const bounds = { unit: '0600', from: '2026-11-21T06:00:00Z', until: '2026-12-01T00:00:00Z', test: false }
  const may = (iss: string, at = '2026-11-22T00:00:00Z', unit = '0600'): boolean => maySign({ ...bounds, unit }, { iss, at })
  expect([may('0600'), may('0603'), may('0700'), may('0603', undefined, '0603'), may('0600', undefined, '0603')]).toEqual([true, true, false, true, false])
  expect([may('0600', '2026-11-20T06:00:00Z'), may('0600', '2026-11-20T05:59:59Z')]).toEqual([true, false])
  expect([may('0600', '2026-12-01T00:00:00Z'), may('0600', '2026-12-01T00:00:01Z')]).toEqual([true, false])
  expect(maySign(undefined, { iss: '0700', at: '1990-01-01T00:00:00Z' })).toBe(true)
})
