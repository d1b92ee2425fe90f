import { mkdtempSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeEach, describe, expect, test } from 'vitest'
import { defaultCost, deriveKey, minimumCost } from './kdf'
import { KeyRing } from './key-ring'

const office = { name: 'اداره‌کل خوزستان', unit: '0600', training: false }
const passphrase = 'گذرواژه‌ای بلند و شخصی'
let home: string
let ring: KeyRing
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'mohr-ring-'))
  ring = new KeyRing(home, minimumCost)
})
const file = (): string => join(home, 'keyring.json')
const founded = (): { databaseKey: Buffer; userKey: Buffer } => {
  const { commit, ...opened } = ring.draft(office, 'manager', passphrase)
  commit()
  return opened
}

describe('the passphrase becomes a key', () => {
  const kdf = { name: 'scrypt', N: minimumCost, r: 8, p: 1, salt: 'AAAAAAAAAAAAAAAAAAAAAA' } as const

  test('by default with no less than OWASP asks of scrypt, in memory that costs', () => {
    expect(defaultCost).toBeGreaterThanOrEqual(2 ** 17)
    const strong = new KeyRing(home)
    strong.draft(office, 'manager', passphrase).commit()
    const { slots } = JSON.parse(readFileSync(file(), 'utf8')) as { slots: Record<string, { kdf: { name: string; N: number; r: number; p: number; salt: string } }> }
    const stored = slots['manager']!.kdf
    expect(stored).toMatchObject({ name: 'scrypt', r: 8, p: 1 })
    expect(stored.N * stored.r * 128).toBeGreaterThanOrEqual(128 * 1024 * 1024)
    expect(Buffer.from(stored.salt, 'base64url')).toHaveLength(16)
    expect(strong.open('manager', passphrase)).not.toBeNull()
  })

  test('the same word from another keyboard is the same passphrase: NFC and NFD meet', () => {
    const word = 'آزادی é'
    expect(word.normalize('NFD')).not.toBe(word.normalize('NFC'))
    expect(deriveKey(word.normalize('NFD'), kdf).equals(deriveKey(word.normalize('NFC'), kdf))).toBe(true)
    expect(deriveKey('ي', kdf).equals(deriveKey('ی', kdf))).toBe(false)
  })

  test.each([['too cheap', { N: 2 ** 11 }], ['too dear', { N: 2 ** 21 }], ['no power of two', { N: 2 ** 14 + 1 }], ['another r', { r: 1 }], ['another p', { p: 4 }]])('parameters outside policy are refused: %s', (_, change) => {
    expect(() => deriveKey('x', { ...kdf, ...change })).toThrow(RangeError)
  })
})

describe('the key ring', () => {
  test('is no office until it is committed, and then opens for its user only', () => {
    const { commit, databaseKey, userKey } = ring.draft(office, 'manager', passphrase)
    expect(ring.office()).toBeNull()
    commit()
    expect(ring.office()).toEqual(office)
    const opened = ring.open('manager', passphrase)!
    expect(opened.databaseKey.equals(databaseKey) && opened.userKey.equals(userKey)).toBe(true)
    expect(ring.open('manager', `${passphrase} `)).toBeNull()
    expect(ring.open('nobody', passphrase)).toBeNull()
    expect(ring.has('manager')).toBe(true)
    expect(ring.has('toString')).toBe(false)
  })

  test('users added to a draft come with it or not at all', () => {
    const draft = ring.draft(office, 'manager', passphrase)
    draft.add('clerk', 'another long passphrase')
    expect(ring.office()).toBeNull()
    draft.commit()
    const [first, second] = [ring.open('manager', passphrase)!, ring.open('clerk', 'another long passphrase')!]
    expect(second.databaseKey.equals(first.databaseKey)).toBe(true)
    expect(second.userKey.equals(first.userKey)).toBe(false)
  })

  test('gives every user the same database key and a key of her own', () => {
    const first = founded()
    ring.put('clerk', 'another long passphrase', first.databaseKey)
    const second = ring.open('clerk', 'another long passphrase')!
    expect(second.databaseKey.equals(first.databaseKey)).toBe(true)
    expect(second.userKey.equals(first.userKey)).toBe(false)
  })

  test('a changed passphrase keeps both keys, and the old one opens nothing', () => {
    const { databaseKey, userKey } = founded()
    ring.put('manager', 'the new long passphrase', databaseKey, userKey)
    const opened = ring.open('manager', 'the new long passphrase')!
    expect(opened.userKey.equals(userKey)).toBe(true)
    expect(ring.open('manager', passphrase)).toBeNull()
  })

  test('holds no key and no passphrase in the clear, for its owner alone to read', () => {
    const { databaseKey, userKey } = founded()
    for (const name of readdirSync(home)) {
      const bytes = readFileSync(join(home, name))
      for (const secret of [databaseKey, userKey]) {
        for (const form of [secret, Buffer.from(secret.toString('hex')), Buffer.from(secret.toString('base64url'))]) expect(bytes.includes(form)).toBe(false)
      }
      expect(bytes.includes(Buffer.from(passphrase))).toBe(false)
    }
    expect(statSync(file()).mode & 0o077).toBe(0)
  })

  test('a slot moved to another user, or with its parameters or bytes altered, does not open', () => {
    const { databaseKey } = founded()
    ring.put('clerk', 'another long passphrase', databaseKey)
    const honest = readFileSync(file(), 'utf8')
    type Slot = { kdf: { N: number; salt: string }; sealed: string }
    const tamper = (change: (slots: Record<string, Slot>) => void): void => {
      const stored = JSON.parse(honest) as { slots: Record<string, Slot> }
      change(stored.slots)
      writeFileSync(file(), JSON.stringify(stored))
    }
    tamper((slots) => void (slots['clerk'] = slots['manager']!))
    expect(ring.open('clerk', passphrase)).toBeNull()
    tamper((slots) => void (slots['manager']!.kdf.N = minimumCost * 2))
    expect(ring.open('manager', passphrase)).toBeNull()
    tamper((slots) => void (slots['manager']!.sealed = slots['manager']!.sealed.replace(/^./, (c) => (c === 'A' ? 'B' : 'A'))))
    expect(ring.open('manager', passphrase)).toBeNull()
    tamper((slots) => void (slots['manager']!.sealed = ''))
    expect(ring.open('manager', passphrase)).toBeNull()
    tamper((slots) => void (slots['manager']!.kdf.N = 2))
    expect(() => ring.open('manager', passphrase)).toThrow('KEYRING_DAMAGED')
    writeFileSync(file(), honest)
    expect(ring.open('manager', passphrase)).not.toBeNull()
  })

  test.each(['', 'xx', '{}', '{"v":1,"office":'])('a file that is no ring says so, whatever is asked of it: %j', (text) => {
    founded()
    writeFileSync(file(), text)
    expect(() => ring.office()).toThrow('KEYRING_DAMAGED')
    expect(() => ring.open('manager', passphrase)).toThrow('KEYRING_DAMAGED')
  })
})
