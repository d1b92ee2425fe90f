import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, expect, test } from 'vitest'
import { codeOf } from '#main/app/testing/code-of'
import { entriesOf } from '#db/ledger/ledger-repo'
import { preparedKeys } from '#db/signing/key-end-repo'
import { findActiveKey, listKeys } from '#db/signing/key-repo'
import { verifyJws } from '../compact-jws'
import { openDirectorSigner } from '../director-key'
import { signingHandlers } from '../signing-handlers'
import { openssl } from '../testing/authority'
import { passphrase, type signingContext } from '../testing/signing-context'
import type { SoftToken } from '../testing/soft-token'
import { tokenOffice } from '../testing/token-office'
import { makePair } from '../testing/token-pair'
import { listTokenKeys, makeTokenKey } from '../token/enrol-token-key'

let context: ReturnType<typeof signingContext>
let token: SoftToken
let old: string
const place = (more: object = {}) => ({ module: 'soft', serial: token.serial, pin: token.pin, label: 'مهر', ...more })
const prepare = (keyId: string | null = null, more: object = {}) => signingHandlers.prepareTokenKey(context, { ...place(more), keyId })
const refused = (): unknown[] => entriesOf(context.db, 'StaffUser', 'director').filter(({ kind }) => kind === 'key.openFailed').map(({ payload }) => (JSON.parse(payload) as { cause: string }).cause)

beforeEach(async () => {
  ({ context, token } = tokenOffice())
  old = (await makeTokenKey(context, { ...place(), replaces: null })).kid
})

const requested = async (kid: string, secret: string): Promise<string> =>
  ((await signingHandlers.requestCertificate(context, { kid, commonName: 'علیرضا نیک‌سرشت', unit: 'مدیرکل', passphrase: secret })) as { content: string }).content

test('signing row 9: a key on a token signs its own certificate request with the PIN, and openssl finds it whole', async () => {
  writeFileSync(join(context.home, 'own.csr'), await requested(old, token.pin))
  expect(openssl(context.home, 'req', '-in', 'own.csr', '-verify', '-noout', '-text')).toMatch(/Digital Signature, Non Repudiation[\s\S]*rsassaPss/)
  openssl(context.home, 'req', '-in', 'own.csr', '-pubkey', '-noout', '-out', 'own.pem')
  expect(openssl(context.home, 'pkey', '-pubin', '-in', 'own.pem', '-pubout')).toBe(findActiveKey(context.db, 'director', 'director')!.publicPem)
  expect(await codeOf(() => requested(old, '0000'))).toBe('PIN_WRONG')
  expect(refused()).toEqual(['pin_wrong'])
  token.pullOut()
  expect(await codeOf(() => requested(old, token.pin))).toBe('TOKEN_ABSENT')
  expect(entriesOf(context.db, 'Certificate', old).map(({ kind }) => kind)).toEqual(['certificate.request'])
})

test('rotation on a token: a new pair is made there, announced, certified, switched with its PIN; the old one verifies ever after', async () => {
  const before = openDirectorSigner(context, token.pin)
  const signed = before.sign('permit+jws', '{"n":1}')
  before.close()
  const prepared = await prepare()
  expect(prepared).toMatchObject({ use: 'director', bits: 3072, announcedAt: null, token: { module: 'soft', serial: token.serial, label: 'مدیرکل' } })
  const { kid } = prepared
  expect(listTokenKeys(context, place()).map((key) => key.kid).sort()).toEqual([kid, old].sort())
  expect(preparedKeys(context.db)).toMatchObject([{ kid, privateSealed: null, privateDer: null }])
  expect(await codeOf(() => prepare())).toBe('KEY_PREPARED')
  writeFileSync(join(context.home, 'next.csr'), await requested(kid, token.pin))
  openssl(context.home, 'req', '-in', 'next.csr', '-verify', '-noout')
  expect(findActiveKey(context.db, 'director', 'director')!.kid).toBe(old)
  expect(await codeOf(() => signingHandlers.switchKey(context, { kid, passphrase: token.pin }))).toBe('KEY_UNANNOUNCED')
  void signingHandlers.announceKey(context, { kid })
  expect(await codeOf(() => signingHandlers.switchKey(context, { kid, passphrase }))).toBe('PIN_WRONG')
  token.pullOut()
  expect(await codeOf(() => signingHandlers.switchKey(context, { kid, passphrase: token.pin }))).toBe('TOKEN_ABSENT')
  expect(findActiveKey(context.db, 'director', 'director')!.kid).toBe(old)
  token.putBack()
  expect(signingHandlers.switchKey(context, { kid, passphrase: token.pin })).toMatchObject({ kid, state: 'active', store: 'token', token: { serial: token.serial } })
  const signer = openDirectorSigner(context, token.pin)
  expect(signer.kid).toBe(kid)
  const keys = listKeys(context.db)
  for (const jws of [signed, signer.sign('permit+jws', '{"n":2}')]) expect(verifyJws(jws, 'permit+jws', keys)).toMatchObject({ ok: true })
  signer.close()
  expect(entriesOf(context.db, 'Key', kid).map(({ kind }) => kind)).toEqual(['key.prepare', 'key.announce', 'key.enrol'])
  expect(entriesOf(context.db, 'Key', old).map(({ kind }) => kind)).toEqual(['key.enrol', 'key.end'])
})

test('a pair that is already there may follow, if policy takes it; none that ever signed here', async () => {
  const short = makePair(context.home, token, { bits: 2048 })
  expect(await codeOf(() => prepare(short))).toBe('TOKEN_KEY_REFUSED')
  expect(await codeOf(() => prepare('ff'))).toBe('TOKEN_KEY_ABSENT')
  const own = listTokenKeys(context, place()).find(({ kid }) => kid === old)!.keyId
  expect(await codeOf(() => prepare(own))).toBe('KEY_KNOWN')
  const there = makePair(context.home, token)
  expect(await prepare(there)).toMatchObject({ token: { keyId: there } })
})

test('a wrong PIN prepares nothing, is written down, and leaves no pair on the token; nor does a database that fails', async () => {
  expect(await codeOf(() => prepare(null, { pin: '0000' }))).toBe('PIN_WRONG')
  expect(refused()).toEqual(['pin_wrong'])
  context.db.exec("CREATE TRIGGER no_more BEFORE INSERT ON prepared_keys BEGIN SELECT RAISE(ABORT, 'disk'); END")
  await expect(prepare()).rejects.toThrow('disk')
  expect(listTokenKeys(context, place()).map(({ kid }) => kid)).toEqual([old])
  expect(preparedKeys(context.db)).toEqual([])
})
