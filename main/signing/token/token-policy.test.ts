import { writeFileSync } from 'node:fs'
import { beforeEach, describe, expect, test } from 'vitest'
import type { fixedClock } from '#main/app/clock'
import type { Context } from '#main/app/ports'
import { faultOf } from '#main/app/testing/code-of'
import { listKeys } from '#db/signing/key-repo'
import { openDirectorSigner } from '../director-key'
import { Authority, openssl } from '../testing/authority'
import type { SoftToken } from '../testing/soft-token'
import { tokenOffice } from '../testing/token-office'
import { makePair } from '../testing/token-pair'
import { listTokenKeys, useTokenKey } from './enrol-token-key'
import { loadNative } from './native'
import { listedModule } from './module-list'
import { openSession } from './open-session'
import { findObjects, readPublicKey } from './read-objects'
import { describeMyKey } from './token-desk'

const ck = loadNative()!
let context: Context
let token: SoftToken
beforeEach(() => {
  ({ context, token, place } = tokenOffice())
})
let place: ReturnType<typeof tokenOffice>['place']
const at = () => ({ ...place, replaces: null })

describe('policy for a key that is already on the token', () => {
  test('is shown before the PIN and refused with its reasons', async () => {
    const short = makePair(context.home, token, { bits: 2048 })
    const wide = makePair(context.home, token, { exponent: [1, 0, 0, 0, 1] })
    const good = makePair(context.home, token, { decrypt: true })
    expect(listTokenKeys(context, at()).map(({ keyId, refusals, warnings }) => [keyId, refusals, warnings]).sort()).toEqual([
      [short, ['bits'], ['no_certificate']], [wide, ['exponent'], ['no_certificate']], [good, [], ['no_certificate']],
    ].sort())
    expect(await faultOf(() => useTokenKey(context, { ...at(), keyId: short }))).toEqual(['TOKEN_KEY_REFUSED', { causes: ['bits'] }])
    expect(await faultOf(() => useTokenKey(context, { ...at(), keyId: wide }))).toEqual(['TOKEN_KEY_REFUSED', { causes: ['exponent'] }])
    expect(listKeys(context.db)).toEqual([])
    expect(useTokenKey(context, { ...at(), keyId: good })).toMatchObject({ store: 'token', state: 'active', token: { keyId: good } })
  })

  test('a key that may not sign is refused after the PIN, and one that is not there is not found', async () => {
    const mute = makePair(context.home, token, { sign: false })
    expect(await faultOf(() => useTokenKey(context, { ...at(), keyId: mute }))).toEqual(['TOKEN_KEY_REFUSED', { causes: ['cannot_sign'] }])
    expect(await faultOf(() => useTokenKey(context, { ...at(), keyId: 'ff' }))).toEqual(['TOKEN_KEY_ABSENT', {}])
  })
})

describe('the certificate beside a key', () => {
  const day = 86_400_000
  /** openssl plays the authority and certifies the public half of a pair on the token; the certificate is written beside it. */
  const certified = (extensions: string[], key?: string): string => {
    const keyId = key ?? makePair(context.home, token)
    const authority = new Authority()
    const publicPem = openPublic((session) => {
      const [half] = findObjects(session, [{ type: ck.CKA_CLASS, value: ck.CKO_PUBLIC_KEY }, { type: ck.CKA_ID, value: Buffer.from(keyId, 'hex') }])
      return readPublicKey(session, half!)!.export({ type: 'spki', format: 'pem' }).toString()
    })
    writeFileSync(authority.path('own.pem'), publicPem)
    writeFileSync(authority.path('own.ext'), `${extensions.join('\n')}\n`)
    openssl(authority.folder, 'x509', '-new', '-force_pubkey', 'own.pem', '-subj', '/C=IR/O=Office/CN=Director', '-CA', 'root.pem', '-CAkey', 'root.key', '-days', '365', '-extfile', 'own.ext', '-outform', 'DER', '-out', 'own.der')
    const session = openSession(listedModule(context.home, 'soft'), token.serial, { pin: token.pin, write: true })
    session.module.p11.C_CreateObject(session.handle, [
      { type: ck.CKA_CLASS, value: ck.CKO_CERTIFICATE }, { type: ck.CKA_CERTIFICATE_TYPE, value: ck.CKC_X_509 }, { type: ck.CKA_TOKEN, value: true }, { type: ck.CKA_PRIVATE, value: false },
      { type: ck.CKA_ID, value: Buffer.from(keyId, 'hex') }, { type: ck.CKA_VALUE, value: authority.read('own.der') }, { type: ck.CKA_SUBJECT, value: Buffer.from('3000', 'hex') },
    ])
    session.close()
    return keyId
  }
  const openPublic = <T>(read: (session: ReturnType<typeof openSession>) => T): T => {
    const session = openSession(listedModule(context.home, 'soft'), token.serial)
    try {
      return read(session)
    } finally {
      session.close()
    }
  }
  const signs = ['keyUsage=critical,digitalSignature,nonRepudiation']
  const atDay = (offset: number): void => { (context.clock as ReturnType<typeof fixedClock>).set(new Date(Date.now() + offset * day).toISOString()) }

  test('is shown, and binds the key to its dates: refused before and after, warned of shortly before', async () => {
    const keyId = certified(signs)
    atDay(1)
    const [shown] = listTokenKeys(context, at())
    expect(shown).toMatchObject({ keyId, refusals: [], warnings: [] })
    expect(shown?.certificate?.subject).toContain('Director')
    atDay(-3)
    expect(await faultOf(() => useTokenKey(context, { ...at(), keyId }))).toEqual(['TOKEN_KEY_REFUSED', { causes: ['not_yet_valid'] }])
    atDay(1)
    useTokenKey(context, { ...at(), keyId })
    atDay(350)
    expect(describeMyKey(context)).toMatchObject({ obstacle: null, token: { warnings: ['expires_soon'] } })
    atDay(366)
    expect(describeMyKey(context)).toMatchObject({ obstacle: { code: 'TOKEN_KEY_REFUSED', details: { causes: ['expired'] } } })
    expect(await faultOf(() => openDirectorSigner(context, token.pin))).toEqual(['TOKEN_KEY_REFUSED', { causes: ['expired'] }])
  })

  test('one for another use, of an authority, or of another key refuses the key', async () => {
    atDay(1)
    const ciphers = certified(['keyUsage=critical,keyEncipherment'])
    const authority = certified(['basicConstraints=critical,CA:TRUE', 'keyUsage=critical,keyCertSign,digitalSignature'])
    expect(await faultOf(() => useTokenKey(context, { ...at(), keyId: ciphers }))).toEqual(['TOKEN_KEY_REFUSED', { causes: ['usage'] }])
    expect(await faultOf(() => useTokenKey(context, { ...at(), keyId: authority }))).toEqual(['TOKEN_KEY_REFUSED', { causes: ['authority'] }])
    expect(listKeys(context.db)).toEqual([])
  })
})
