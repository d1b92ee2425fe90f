import { chmodSync, copyFileSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeEach, describe, expect, test } from 'vitest'
import type { Context } from '#main/app/ports'
import { faultOf } from '#main/app/testing/code-of'
import { entriesOf } from '#db/ledger/ledger-repo'
import { findActiveKey, listKeys } from '#db/signing/key-repo'
import { canonicalText, ledgerKinds } from '#main/ledger/index'
import { verifyJws } from '../compact-jws'
import { createDirectorKey, openDirectorSigner } from '../director-key'
import { listModules, softHsm, type softReaders, type SoftToken } from '../testing/soft-token'
import { tokenOffice } from '../testing/token-office'
import { passphrase, signingContext } from '../testing/signing-context'
import { makePair } from '../testing/token-pair'
import { listTokenKeys, makeTokenKey, useTokenKey } from './enrol-token-key'
import { loadNative } from './native'
import { openSession } from './open-session'
import { listedModule } from './module-list'
import { findPrivateKey, pssMechanism } from './private-key'
import { findObjects, readAttribute, readFlag } from './read-objects'
import { describeMyKey, describeTokens } from './token-desk'

const ck = loadNative()!
const text = canonicalText({ n: 1 })
let context: Context
let token: SoftToken
let readers: ReturnType<typeof softReaders>
beforeEach(() => {
  ({ context, readers, token, place } = tokenOffice())
})
let place: ReturnType<typeof tokenOffice>['place']
const at = (more: object = {}) => ({ ...place, label: 'مهر', replaces: null, ...more })
const refused = (): unknown[] =>
  context.db.prepare<[], { payload: string }>("SELECT payload FROM ledger_entries WHERE kind = 'key.openFailed' ORDER BY seq").all().map(({ payload }) => JSON.parse(payload) as unknown)
const privateOf = (keyId: string, read: (session: ReturnType<typeof openSession>, key: Buffer) => void): void => {
  const session = openSession(listedModule(context.home, 'soft'), token.serial, { pin: token.pin })
  try {
    read(session, findPrivateKey(session, keyId)!)
  } finally {
    session.close()
  }
}

describe('signing row 9: a key that is made on the token', () => {
  test('is enrolled as the Director\'s, signs what anybody can check, and is nowhere in this program', async () => {
    const key = await makeTokenKey(context, at())
    expect(key).toMatchObject({ use: 'director', bits: 3072, holder: 'director', state: 'active', store: 'token', token: { module: 'soft', serial: token.serial, label: 'مدیرکل' } })
    const signer = openDirectorSigner(context, token.pin)
    const tokens = [signer.sign('permit+jws', text), await signer.signBeside('permit+jws', text, { bat: 'A'.repeat(43) })]
    signer.close()
    for (const jws of tokens) expect(verifyJws(jws, 'permit+jws', listKeys(context.db))).toMatchObject({ ok: true, text, key: { kid: key.kid } })
    expect(findActiveKey(context.db, 'director', 'director')).toMatchObject({ privateSealed: null, privateDer: null, store: 'token' })
    expect(JSON.parse(entriesOf(context.db, 'Key', key.kid)[0]!.payload)).toMatchObject({ kid: key.kid, store: 'token', alg: 'PS256' })
  })

  test('is sensitive, never leaves the token, and signs only; its public half only verifies (security §0.8)', async () => {
    const key = await makeTokenKey(context, at())
    privateOf(key.token!.keyId, (session, found) => {
      const flags = [ck.CKA_SENSITIVE, ck.CKA_EXTRACTABLE, ck.CKA_SIGN, ck.CKA_DECRYPT, ck.CKA_UNWRAP, ck.CKA_ALWAYS_SENSITIVE, ck.CKA_NEVER_EXTRACTABLE]
      expect(flags.map((flag) => readFlag(session, found, flag))).toEqual([true, false, true, false, false, true, true])
      expect(readAttribute(session, found, ck.CKA_PRIVATE_EXPONENT)).toBeNull()
      const [half] = findObjects(session, [{ type: ck.CKA_CLASS, value: ck.CKO_PUBLIC_KEY }])
      expect([ck.CKA_VERIFY, ck.CKA_ENCRYPT, ck.CKA_WRAP].map((flag) => readFlag(session, half!, flag))).toEqual([true, false, false])
    })
  })

  test('PIN digits may be typed on a Persian keyboard', async () => {
    await makeTokenKey(context, at({ pin: '۴۷۱۱' }))
    expect(await faultOf(() => { openDirectorSigner(context, '٤٧١١').close() })).toBe('none')
  })

  test('a key in use is replaced only by its name, and the old one still verifies', async () => {
    const first = createDirectorKey(context, passphrase)
    expect(await faultOf(() => makeTokenKey(context, at()))).toEqual(['KEY_EXISTS', {}])
    expect(await faultOf(() => makeTokenKey(context, at({ replaces: 'd-of-another-day' })))).toEqual(['KEY_EXISTS', {}])
    const second = await makeTokenKey(context, at({ replaces: first.kid }))
    expect(listKeys(context.db).map(({ kid, state }) => [kid, state])).toEqual(expect.arrayContaining([[first.kid, 'retired'], [second.kid, 'active']]))
    expect(JSON.parse(entriesOf(context.db, 'Key', second.kid)[0]!.payload)).toMatchObject({ replaces: first.kid })
    expect(await faultOf(() => createDirectorKey(context, passphrase))).toEqual(['KEY_EXISTS', {}])
    const third = createDirectorKey(context, passphrase, second.kid)
    expect(third.store).toBe('software')
    expect(openDirectorSigner(context, passphrase).kid).toBe(third.kid)
  })

  test('what was not enrolled is not left on the token', async () => {
    context.db.exec("CREATE TRIGGER no_more BEFORE INSERT ON signing_keys BEGIN SELECT RAISE(ABORT, 'disk'); END")
    await expect(makeTokenKey(context, at())).rejects.toThrow('disk')
    expect(listTokenKeys(context, at())).toEqual([])
    expect(listKeys(context.db)).toEqual([])
  })
})

describe('signing row 10: PIN safety', () => {
  test('a wrong PIN signs nothing, is tried once, is written down, and the token says how it stands', async () => {
    const { kid } = await makeTokenKey(context, at())
    expect(describeMyKey(context)).toMatchObject({ kid, store: 'token', token: { tries: 'normal', moduleTitle: 'SoftHSM' }, obstacle: null })
    expect(await faultOf(() => openDirectorSigner(context, '0000'))).toEqual(['PIN_WRONG', { tries: 'low' }])
    expect(refused()).toEqual([{ cause: 'pin_wrong', token: token.serial, kid, tries: 'low' }])
    expect(ledgerKinds['key.openFailed']).toBe('local')
    expect(describeMyKey(context)).toMatchObject({ token: { tries: 'low' }, obstacle: null })
    openDirectorSigner(context, token.pin).close()
    expect(describeMyKey(context)).toMatchObject({ token: { tries: 'normal' } })
    expect(refused()).toHaveLength(1)
  })

  test('a wrong PIN enrols nothing', async () => {
    expect(await faultOf(() => makeTokenKey(context, at({ pin: '0000' })))).toEqual(['PIN_WRONG', { tries: 'low' }])
    expect(refused()).toEqual([{ cause: 'pin_wrong', token: token.serial, tries: 'low' }])
    expect(listKeys(context.db)).toEqual([])
    expect(listTokenKeys(context, at())).toEqual([])
  })

  test('a locked token is seen before any PIN is tried', async () => {
    await makeTokenKey(context, at())
    token.lock()
    expect(describeTokens(context).modules[0]?.tokens).toMatchObject([{ tries: 'locked' }])
    expect(describeMyKey(context)).toMatchObject({ token: { tries: 'locked' }, obstacle: { code: 'TOKEN_LOCKED' } })
    expect(await faultOf(() => openDirectorSigner(context, token.pin))).toEqual(['TOKEN_LOCKED', {}])
  })

  test('while somebody is signed in at the token, nobody signs with it by another PIN', async () => {
    await makeTokenKey(context, at())
    const signer = openDirectorSigner(context, token.pin)
    expect(await faultOf(() => openDirectorSigner(context, '0000'))).toEqual(['TOKEN_BUSY', {}])
    expect(describeMyKey(context)).toMatchObject({ obstacle: null, token: { tries: 'normal' } })
    signer.close()
    expect(await faultOf(() => openDirectorSigner(context, '0000'))).toEqual(['PIN_WRONG', { tries: 'low' }])
  })

  test('a key that asks the PIN for every signature gets it, one login for each', async () => {
    const keyId = makePair(context.home, token, { alwaysAsks: true })
    const key = useTokenKey(context, { ...at(), keyId })
    privateOf(keyId, (session, found) => {
      expect(readFlag(session, found, ck.CKA_ALWAYS_AUTHENTICATE)).toBe(true)
      session.module.p11.C_SignInit(session.handle, pssMechanism(ck, 'whole'), found)
      expect(() => session.module.p11.C_Sign(session.handle, Buffer.from('x'), Buffer.alloc(384))).toThrow('CKR_USER_NOT_LOGGED_IN')
    })
    const signer = openDirectorSigner(context, token.pin)
    const made = await Promise.all(Array.from({ length: 5 }, () => signer.signBeside('permit+jws', text)))
    signer.close()
    for (const jws of made) expect(verifyJws(jws, 'permit+jws', [key])).toMatchObject({ ok: true })
  })
})

describe('bad input', () => {
  test('a token that is pulled out, another token, a key that is gone', async () => {
    const key = await makeTokenKey(context, at())
    token.pullOut()
    expect(describeMyKey(context)).toMatchObject({ kid: key.kid, obstacle: { code: 'TOKEN_ABSENT' } })
    expect(await faultOf(() => openDirectorSigner(context, token.pin))).toEqual(['TOKEN_ABSENT', {}])
    const other = readers.add('دیگری')
    expect(await faultOf(() => openDirectorSigner(context, token.pin))).toEqual(['TOKEN_ABSENT', {}])
    expect(await faultOf(() => listTokenKeys(context, { module: 'soft', serial: 'no such token' }))).toEqual(['TOKEN_ABSENT', {}])
    expect(describeTokens(context).modules[0]?.tokens.map(({ serial }) => serial)).toEqual([other.serial])
    token.putBack()
    openDirectorSigner(context, token.pin).close()
    const session = openSession(listedModule(context.home, 'soft'), token.serial, { pin: token.pin, write: true })
    session.module.p11.C_DestroyObject(session.handle, findPrivateKey(session, key.token!.keyId)!)
    session.close()
    expect(await faultOf(() => openDirectorSigner(context, token.pin))).toEqual(['TOKEN_KEY_ABSENT', {}])
  })

  test('modules: none listed, not there, no PKCS#11 library, writable by anybody, a list that is no list', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'mohr-modules-'))
    const text = join(folder, 'text.so')
    writeFileSync(text, 'not a library')
    const open = join(folder, 'open.so')
    copyFileSync(softHsm(), open)
    chmodSync(open, 0o666)
    const list = [{ id: 'gone', title: 'گم', path: join(folder, 'gone.so') }, { id: 'text', title: 'متن', path: text }, { id: 'open', title: 'باز', path: open }, { id: 'folder', title: 'پوشه', path: folder }]
    listModules(context.home, list)
    expect(describeTokens(context).modules.map(({ id, fault }) => [id, fault])).toEqual([['gone', 'missing'], ['text', 'not_pkcs11'], ['open', 'open_to_others'], ['folder', 'missing']])
    expect(await faultOf(() => makeTokenKey(context, at({ module: 'text' })))).toEqual(['TOKEN_MODULE_UNFIT', { cause: 'not_pkcs11' }])
    expect(await faultOf(() => makeTokenKey(context, at({ module: 'soft' })))).toEqual(['TOKEN_MODULE_UNFIT', { cause: 'unknown' }])
    for (const bad of ['{', '[]', '{"v":1,"modules":[{"id":"a","title":"t","path":"relative.so"}]}', '{"v":1,"modules":[{"id":"A b","title":"t","path":"/x"}]}', '{"v":2,"modules":[]}']) {
      writeFileSync(join(context.home, 'token-modules.json'), bad)
      expect(describeTokens(context), bad).toMatchObject({ configured: 'unreadable', modules: [] })
      expect(await faultOf(() => makeTokenKey(context, at()))).toEqual(['TOKEN_MODULE_UNFIT', { cause: 'configuration' }])
    }
    listModules(context.home)
    chmodSync(join(context.home, 'token-modules.json'), 0o666)
    expect(describeTokens(context)).toMatchObject({ configured: 'unreadable', modules: [] })
  })

  test('an office without a list has no modules and says so', () => {
    const bare = signingContext()
    expect(describeTokens(bare)).toEqual({ supported: true, configured: 'absent', modules: [] })
    expect(describeMyKey(bare)).toBeNull()
  })

  test('where the native part was never compiled it is not there, and nothing falls over', () => {
    expect(loadNative(join(mkdtempSync(join(tmpdir(), 'mohr-bare-')), 'program.js'))).toBeNull()
  })
})
