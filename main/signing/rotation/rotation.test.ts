import { beforeEach, expect, test } from 'vitest'
import { KeyRing, minimumCost } from '#main/staff/index'
import { entriesOf } from '#db/ledger/ledger-repo'
import { findActiveKey, listKeys } from '#db/signing/key-repo'
import { verifyJws } from '../compact-jws'
import { createDirectorKey, openDirectorSigner } from '../director-key'
import { createSealKey, sealSigner } from '../seal-key'
import { signingHandlers } from '../signing-handlers'
import { passphrase, signingContext } from '../testing/signing-context'

let context: ReturnType<typeof signingContext>
let old: string
const prepare = (use: 'director' | 'seal' = 'director') => signingHandlers.prepareKey(context, { use, passphrase }) as { kid: string; announcedAt: string | null }
const text = '{"n":1}'

beforeEach(() => {
  context = signingContext()
  old = createDirectorKey(context, passphrase).kid
  createSealKey(context)
})

test('rotation with overlap: prepared, announced, switched; the old one signs until then and verifies ever after', () => {
  const before = openDirectorSigner(context, passphrase).sign('permit+jws', text)
  const { kid } = prepare()
  expect(openDirectorSigner(context, passphrase).kid).toBe(old)
  expect(() => signingHandlers.switchKey(context, { kid, passphrase })).toThrow('KEY_UNANNOUNCED')
  expect(() => prepare()).toThrow('KEY_PREPARED')
  expect(signingHandlers.announceKey(context, { kid })).toMatchObject({ announcedAt: '2026-11-21T06:12:09.000Z' })
  expect(openDirectorSigner(context, passphrase).kid).toBe(old)
  context.clock.set('2026-11-28T06:00:00Z')
  expect(() => signingHandlers.switchKey(context, { kid, passphrase: 'not hers' })).toThrow('PASSPHRASE_WRONG')
  expect(signingHandlers.switchKey(context, { kid, passphrase })).toMatchObject({ kid, state: 'active' })
  const signer = openDirectorSigner(context, passphrase)
  expect(signer.kid).toBe(kid)
  const keys = listKeys(context.db)
  for (const token of [before, signer.sign('permit+jws', text)]) expect(verifyJws(token, 'permit+jws', keys)).toMatchObject({ ok: true })
  expect(entriesOf(context.db, 'Key', kid).map(({ kind }) => kind)).toEqual(['key.prepare', 'key.announce', 'key.enrol'])
  expect(entriesOf(context.db, 'Key', old).map(({ kind }) => kind)).toEqual(['key.enrol', 'key.end'])
  const { keys: standings, prepared } = signingHandlers.certificates(context, {}) as { keys: { kid: string; end: object | null }[]; prepared: unknown[] }
  expect(standings.find((one) => one.kid === old)?.end).toMatchObject({ how: 'replaced', successor: kid, since: '2026-11-28T06:00:00.000Z' })
  expect(prepared).toEqual([])
})

test('the seal rotates the same way, by who manages the office', () => {
  const manager = { ...context, actor: { ...context.actor, role: 'system_manager' as const } }
  const { kid } = signingHandlers.prepareKey(manager, { use: 'seal', passphrase }) as { kid: string }
  void signingHandlers.announceKey(manager, { kid })
  void signingHandlers.switchKey(manager, { kid, passphrase })
  expect(sealSigner(context).kid).toBe(kid)
  expect(() => signingHandlers.prepareKey(manager, { use: 'director', passphrase })).toThrow('KEY_NOT_YOURS')
})

test('a prepared key is its holder’s: nobody else announces, switches or drops it, and a dropped one leaves no trace but the ledger’s', () => {
  const { kid } = prepare()
  const other = { ...context, actor: { ...context.actor, username: 'other' } }
  for (const act of [() => signingHandlers.announceKey(other, { kid }), () => signingHandlers.switchKey(other, { kid, passphrase }), () => signingHandlers.dropPreparedKey(other, { kid, reason: 'آزمایش' })]) {
    expect(act).toThrow('KEY_NOT_YOURS')
  }
  expect(signingHandlers.dropPreparedKey(context, { kid, reason: 'اشتباه ساخته شد' })).toEqual({ kid })
  expect(() => signingHandlers.announceKey(context, { kid })).toThrow('NOT_FOUND')
  expect(entriesOf(context.db, 'Key', kid).map(({ kind }) => kind)).toEqual(['key.prepare', 'key.drop'])
  expect(findActiveKey(context.db, 'director', 'director')?.kid).toBe(old)
})

test('a passphrase that IT gave anew opens the prepared key no more than the old one', () => {
  const { kid } = prepare()
  void signingHandlers.announceKey(context, { kid })
  const ring = new KeyRing(context.home, minimumCost)
  const opened = ring.open('director', passphrase)!
  ring.put('director', 'given by the IT people', opened.databaseKey)
  expect(() => signingHandlers.switchKey(context, { kid, passphrase: 'given by the IT people' })).toThrow('KEY_ABSENT')
  expect(findActiveKey(context.db, 'director', 'director')?.kid).toBe(old)
})

test('a retired key signs nothing more; the system manager retires one whose holder has left', () => {
  expect(() => signingHandlers.retireKey({ ...context, actor: { ...context.actor, username: 'other' } }, { kid: old, reason: 'x y z', passphrase })).toThrow('KEY_NOT_YOURS')
  expect(signingHandlers.retireKey({ ...context, actor: { ...context.actor, role: 'system_manager' } }, { kid: old, reason: 'بازنشسته شد', passphrase })).toMatchObject({ end: { how: 'retired', reason: 'بازنشسته شد' } })
  expect(() => openDirectorSigner(context, passphrase)).toThrow('KEY_ABSENT')
  expect(() => signingHandlers.retireKey(context, { kid: old, reason: 'باز هم', passphrase })).toThrow('KEY_ENDED')
})
