import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { canonicalText } from '#main/ledger/index'
import { permitHandlers } from '#main/permits/permit-handlers'
import { createPermitOffice, now, passphrase, type PermitOffice } from '#main/permits/testing/permit-office'
import { verifyPermitText } from '#main/permits/verify-permit'
import { judge } from '#contract/verify/judge'
import { verifyListText } from '#main/permits/status-list/index'
import { keysOfTrustFile, signingHandlers } from '#main/signing/index'
import { makeTestKey } from '#main/signing/testing/key-pair'
import { rawToken } from '#main/signing/testing/raw-token'
import { digestWords } from '#locale/digest-words'
import { checkPermit, openList, openTrust } from './check-permit'

const root = { rootPassphrase: 'four words in a closed envelope' }
const folder = mkdtempSync(join(tmpdir(), 'mohr-trust-'))
const put = (name: string, content: string): string => {
  writeFileSync(join(folder, name), content)
  return join(folder, name)
}
let office: PermitOffice
let nos: string[]
const exported = () => now(signingHandlers.trustFile(office.as('clerk'), {}))
const kid = (use: string): string => office.db.prepare<[string], string>("SELECT kid FROM signing_keys WHERE use = ? AND state = 'active'").pluck().get(use)!

/** What each of three programs says of a permit under a trust file and today's list: core, page, Python. */
const say = async (trust: string, jws: string): Promise<string[]> => {
  const instant = '2026-11-22T08:00:00Z'
  const list = now(permitHandlers.statusList(office.as('clerk'), {})).lists[0]!.content
  const core = keysOfTrustFile(trust)!
  const verdict = verifyPermitText(jws, core.keys)
  const checked = verifyListText(list, core.keys)
  const page = (await openTrust(trust))!
  const opened = await openList(list, page.keys)
  const onPage = await checkPermit(jws, page.keys, 'list' in opened ? [opened.list] : [], new Date(instant))
  const run = spawnSync('python3', [join(import.meta.dirname, '../docs/formats/verify.py'), '--trust', put('t.json', trust), '--status-list', put('l.jwt', list), '--now', instant, put('p.jws', jws)], { encoding: 'utf8' })
  expect(run.stderr).toBe('')
  const python = JSON.parse(run.stdout) as { outcome: string; reason?: string; standing?: { state: string; why: string | null } }
  const short = (one: { outcome: string; reason?: string; standing?: { state: string; why: string | null } }): string =>
    one.outcome === 'invalid' ? (one.reason ?? '') : `${one.standing?.state}${one.standing?.why ? ` ${one.standing.why}` : ''}`
  const inCore = verdict.outcome === 'invalid' ? verdict : { outcome: 'valid', standing: judge({ ...verdict.payload, lost: verdict.lost ?? false }, checked.ok ? [checked.list] : [], new Date(instant)) }
  return [short(inCore), short(onPage), short(python)]
}
const wordsInPython = (trust: string): string[] =>
  spawnSync('python3', [join(import.meta.dirname, '../docs/formats/verify.py'), '--trust', put('words.json', trust), '--words'], { encoding: 'utf8' }).stdout.trim().split(' ')
const thrice = (word: string): string[] => [word, word, word]

beforeAll(async () => {
  office = createPermitOffice()
  nos = [await office.issue(1)]
  await signingHandlers.createRoot(office.as('director'), { ...root, witness: 'مریم آزمایشی', passphrase })
}, 60_000)

test('a bank pins one root: its words stay while keys are certified, prepared, announced and switched', async () => {
  expect(exported()).toMatchObject({ pinned: 'file' })
  expect(wordsInPython(exported().content)).toEqual(digestWords(exported().digest))
  expect(exported().unsignedSince).not.toBeNull()
  for (const use of ['director', 'seal']) now(signingHandlers.certifyKey(office.as('director'), { kid: kid(use), ...root }))
  const first = now(signingHandlers.signTrustFile(office.as('director'), root))
  expect(first).toMatchObject({ pinned: 'root', unsignedSince: null })
  const prepared = now(signingHandlers.prepareKey(office.as('director'), { use: 'director', passphrase }))
  expect(exported()).toEqual(first)
  now(signingHandlers.announceKey(office.as('director'), { kid: prepared.kid }))
  expect(exported()).toMatchObject({ pinned: 'file' })
  const second = now(signingHandlers.signTrustFile(office.as('director'), root))
  expect(second.digest).toBe(first.digest)
  expect(second.content).not.toBe(first.content)
  for (const { content } of [first, second]) {
    expect(keysOfTrustFile(content)).toMatchObject({ pinned: 'root', digest: first.digest })
    expect(await openTrust(content)).toMatchObject({ pinned: 'root', digest: first.digest })
    expect(wordsInPython(content)).toEqual(digestWords(first.digest))
    expect(await say(content, findJws(nos[0]!))).toEqual(thrice('valid'))
  }
  office.clock.set('2026-11-22T06:00:00Z')
  now(signingHandlers.switchKey(office.as('director'), { kid: prepared.kid, passphrase }))
  nos.push(await office.issue(2))
  // Announced before it signed: the file of yesterday knows it already, and the old one's permits stand.
  expect(await say(second.content, findJws(nos[1]!))).toEqual(thrice('valid'))
  expect(await say(first.content, findJws(nos[1]!))).toEqual(thrice('signer_unknown'))
  const third = now(signingHandlers.signTrustFile(office.as('director'), root))
  expect(third.digest).toBe(first.digest)
  for (const no of nos) expect(await say(third.content, findJws(no))).toEqual(thrice('valid'))
}, 60_000)
const findJws = (no: string): string => office.db.prepare<[string], string>('SELECT jws FROM permits WHERE no = ?').pluck().get(no)!

test('a stolen key: what it signed before is unknown to each of the verifiers, what came later is nobody’s', async () => {
  const stolen = kid('director')
  office.clock.set('2026-11-22T07:30:00Z')
  const drill = now(permitHandlers.compromiseDrill(office.as('director'), { kid: stolen, since: '2026-11-22T07:00:00Z' }))
  now(permitHandlers.declareCompromise(office.as('director'), { kid: stolen, since: drill.since, digest: drill.digest, reason: 'توکن گم شد', passphrase }))
  const signed = now(signingHandlers.signTrustFile(office.as('director'), root)).content
  const unsigned = office.db.prepare<[], string>('SELECT payload FROM signed_trust_files ORDER BY no DESC LIMIT 1').pluck().get()!
  // The second permit lay under no checkpoint: it was suspended, and that is said whatever the key is worth.
  expect(await say(signed, findJws(nos[1]!))).toEqual(thrice('suspended'))
  expect(await say(signed, findJws(nos[0]!))).toEqual(thrice('valid'))
  office.db.prepare("UPDATE key_ends SET how = 'compromised', position = 0, since = '2026-11-21T12:00:00.000Z' WHERE how = 'replaced'").run()
  const after = now(signingHandlers.signTrustFile(office.as('director'), root)).content
  expect(await say(after, findJws(nos[0]!))).toEqual(thrice('unknown key_lost'))
  expect(await say(unsigned, findJws(nos[0]!))).toEqual(thrice('valid'))
  const late = JSON.parse(after) as object
  expect(Object.keys(late)).toEqual(['signed', 'typ', 'v'])
}, 60_000)

test('an announced key that is dropped makes the next signed file no older than the one before it', () => {
  office.clock.set('2026-11-22T07:50:00Z')
  const next = now(signingHandlers.prepareKey(office.as('director'), { use: 'seal', passphrase }))
  now(signingHandlers.announceKey(office.as('director'), { kid: next.kid }))
  const before = now(signingHandlers.signTrustFile(office.as('director'), root)).content
  now(signingHandlers.dropPreparedKey(office.as('director'), { kid: next.kid, reason: 'به کار نیامد' }))
  const after = now(signingHandlers.signTrustFile(office.as('director'), root))
  expect(after.content).not.toBe(before)
  expect([keysOfTrustFile(before)?.at, keysOfTrustFile(after.content)?.at]).toEqual(['2026-11-22T07:50:00Z', '2026-11-22T07:50:00Z'])
  expect(exported()).toEqual(after)
})

test('bad input: a file whose root did not sign it is none for anybody', async () => {
  const good = now(signingHandlers.signTrustFile(office.as('director'), root)).content
  const { signed } = JSON.parse(good) as { signed: string }
  const payload = JSON.parse(Buffer.from(signed.split('.')[1]!, 'base64url').toString()) as { root: { kid: string; spki: string; cert: string }; keys: { kid: string; certs?: string[] }[] }
  const sealed = (jws: string): string => `${canonicalText({ signed: jws, typ: 'mohr-trust', v: 2 })}\n`
  const stranger = makeTestKey('director', 4096)
  const strange = { cert: payload.root.cert, kid: `r-${stranger.kid.slice(2)}`, spki: stranger.publicKey.export({ type: 'spki', format: 'der' }).toString('base64url') }
  const signedBy = (header: object, body: unknown): string => sealed(rawToken(stranger, header, canonicalText(body as never)))
  const [h, p, s] = signed.split('.') as [string, string, string]
  const bad: Record<string, string> = {
    'a changed letter': sealed(`${h}.${p}.${s.startsWith('A') ? 'B' : 'A'}${s.slice(1)}`),
    'signed by another key under the root’s name': signedBy({ alg: 'PS256', kid: payload.root.kid, typ: 'trust+jws' }, payload),
    'another root with this root’s certificate': signedBy({ alg: 'PS256', kid: strange.kid, typ: 'trust+jws' }, { ...payload, root: strange }),
    'a permit in its place': sealed(findJws(nos[0]!)), 'no root in it': signedBy({ alg: 'PS256', kid: strange.kid, typ: 'trust+jws' }, { ...payload, root: undefined }),
    'a member more': `${canonicalText({ office: 'x', signed, typ: 'mohr-trust', v: 2 })}\n`, 'version 1': `${canonicalText({ signed, typ: 'mohr-trust', v: 1 })}\n`, 'a space': good.replace(':', ': '),
    'another key’s certificate': `${canonicalText({ ...payload, keys: payload.keys.map((key) => ({ ...key, certs: [payload.root.cert] })) } as never)}\n`,
  }
  for (const [name, text] of Object.entries(bad)) {
    expect(keysOfTrustFile(text), name).toBeNull()
    // The page has no reader of certificates: those two it leaves to the others, and says the words of that other root.
    if (!name.includes('certificate')) expect(await openTrust(text), name).toBeNull()
    const run = spawnSync('python3', [join(import.meta.dirname, '../docs/formats/verify.py'), '--trust', put('bad.json', text), put('p.jws', findJws(nos[0]!))], { encoding: 'utf8' })
    expect(run.status, `${name}: ${run.stdout}`).toBe(2)
  }
}, 60_000)

test('the words that other programs are given (docs/formats/words.txt) are ours, in their order', () => {
  const given = readFileSync(join(import.meta.dirname, '../docs/formats/words.txt'), 'utf8').split(/\s+/).filter(Boolean)
  expect(given).toEqual(Array.from({ length: 256 }, (_, byte) => digestWords(Buffer.alloc(32, byte).toString('base64url'))[0]))
})
