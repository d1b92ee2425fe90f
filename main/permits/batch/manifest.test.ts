import { beforeEach, describe, expect, test } from 'vitest'
import { contract } from '#contract'
import { composeNumber } from '#contract/values/tracking-code'
import { manifestPayload, type ManifestPayload } from '#contract/verify/manifest'
import { canonicalText, sha256, verifyChain } from '#main/ledger/index'
import { officeKeys, verifyJws } from '#main/signing/index'
import { makeTestKey } from '#main/signing/testing/key-pair'
import { rawToken } from '#main/signing/testing/raw-token'
import { entriesOf, listEntries, pageEntries } from '#db/ledger/ledger-repo'
import { findBatch } from '#db/permits/batch-repo'
import { findPermit } from '#db/permits/permit-repo'
import { permitHandlers } from '../permit-handlers'
import { createPermitOffice, now, passphrase, type PermitOffice } from '../testing/permit-office'
import { verifyPermitText } from '../verify-permit'
import { payloadOf, verifyManifestText } from './verify-manifest'

let office: PermitOffice
beforeEach(() => { office = createPermitOffice() })
const sign = (ids: readonly string[]) => {
  const items = office.freeze(ids).map(({ dossierId, digest }) => ({ dossierId, digest }))
  return permitHandlers.sign(office.as('director'), { items, passphrase })
}
const headerOf = (jws: string): { bat?: string } => JSON.parse(Buffer.from(jws.split('.')[0]!, 'base64url').toString()) as { bat?: string }

describe('signing goal 1: the signed manifest', () => {
  test('says who examined each, how the Director looked at it, and is named by every permit of it; a single permit has one too', async () => {
    const [one, two] = [office.ready(1, {}, 'sara'), office.ready(2)]
    const { frozen } = now(permitHandlers.open(office.as('director'), { dossierId: one.id }))
    office.clock.set('2026-11-21T06:12:50Z')
    now(permitHandlers.noteReview(office.as('director'), contract.permits.noteReview.input.parse({ dossierId: one.id, digest: frozen.digest, seconds: 41, toEnd: true })))
    const [, listed] = office.freeze([one.id, two.id])
    const { batch } = await sign([one.id, two.id])
    const row = findBatch(office.db, batch!)!
    expect(payloadOf(row.jws)).toEqual({
      v: 1, k: 'batch', no: batch, iss: '0600', at: '2026-11-21T06:12:50Z',
      items: [
        { no: frozen.no, d: frozen.digest, val: 'sara', how: 'opened', sec: 41, end: true },
        { no: listed!.no, d: listed!.digest, val: 'expert', how: 'relied' },
      ],
      sample: { seed: expect.stringMatching(/^[A-Za-z0-9_-]{22}$/), list: sha256(canonicalText([frozen.digest, listed!.digest].sort())), picked: [], from: 20, least: 3, percent: 5, most: 20 },
    })
    const check = verifyManifestText(row.jws, officeKeys(office.db))
    expect(check).toMatchObject({ ok: true, digest: row.digest, kid: row.kid, test: false })
    for (const no of [frozen.no, listed!.no]) {
      const { jws, bat } = findPermit(office.db, no)!
      expect(bat).toBe(row.digest)
      expect(headerOf(jws)).toMatchObject({ bat: row.digest })
      expect(verifyPermitText(jws, officeKeys(office.db))).toMatchObject({ outcome: 'valid', bat: row.digest })
      expect(now(permitHandlers.verify(office.as('clerk'), { text: jws }))).toMatchObject({ manifest: { outcome: 'listed', no: batch, at: '2026-11-21T06:12:50Z' } })
      expect(now(permitHandlers.read(office.as('clerk'), { no })).batchNo).toBe(batch)
    }
    const single = await sign([office.ready(3).id])
    expect(payloadOf(findBatch(office.db, single.batch!)!.jws).items).toHaveLength(1)
    expect(single.batch).not.toBe(batch)
  })

  test('is in the ledger before the first of its permits, goes to the registry first, and its end is written with counts', async () => {
    const ids = [office.ready(1).id, office.ready(2).id]
    const { batch } = await sign(ids)
    const [signed] = listEntries(office.db, null, 'batch.sign', 1)
    const permits = listEntries(office.db, null, 'permit.sign', 5)
    expect(permits).toHaveLength(2)
    for (const entry of permits) {
      expect(entry.seq).toBeGreaterThan(signed!.seq)
      expect(JSON.parse(entry.depends_on)).toContain(signed!.op_id)
    }
    expect(JSON.parse(signed!.payload)).toEqual({ no: batch, jws: findBatch(office.db, batch!)!.jws, digest: findBatch(office.db, batch!)!.digest })
    expect(signed!.delivery_state).toBe('queued')
    expect(entriesOf(office.db, 'Batch', batch!).map(({ kind }) => kind)).toEqual(['batch.sign', 'batch.end'])
    expect(JSON.parse(listEntries(office.db, null, 'batch.end', 1)[0]!.payload)).toEqual({ no: batch, how: 'done', total: 2, signed: 2, failed: 0, untouched: 0, reasons: [] })
    expect(verifyChain(pageEntries(office.db)).ok).toBe(true)
  })

  test('what changed between list and signature never comes into it, and is told with its reason; with nothing left none is made', async () => {
    const [one, two, three] = [office.ready(1), office.ready(2), office.ready(3)]
    const items = office.freeze([one.id, two.id, three.id]).map(({ dossierId, digest }) => ({ dossierId, digest }))
    office.db.prepare("UPDATE dossiers SET address = 'جای دیگر' WHERE id = ?").run(two.id)
    now(permitHandlers.returnToExpert(office.as('director'), { dossierId: three.id, version: office.read(three.id).version, reason: 'نشانی ناقص است' }))
    const { batch, outcomes } = await permitHandlers.sign(office.as('director'), { items, passphrase })
    expect(outcomes.map((o) => o.outcome)).toEqual(['signed', 'failed', 'failed'])
    const detail = now(permitHandlers.readBatch(office.as('auditor'), { no: batch! }))
    expect(detail).toMatchObject({ total: 1, signed: 1, failed: 0, untouched: 0, state: 'done', sound: true, dropped: [{ dossierId: two.id, reason: 'changed' }, { dossierId: three.id, reason: 'not_ready' }] })
    expect(detail.items).toMatchObject([{ dossierId: one.id, outcome: 'signed', reason: null, how: 'relied', validatedBy: 'expert' }])
    expect((await permitHandlers.sign(office.as('director'), { items: items.slice(1), passphrase })).batch).toBeNull()
    expect(listEntries(office.db, null, 'batch.sign', 9)).toHaveLength(1)
  })

  test('leaves as one line that another office’s program accepts, and the export is logged', async () => {
    const { batch } = await sign([office.ready(1).id])
    const file = now(permitHandlers.exportManifest(office.as('director'), { no: batch! }))
    expect(file).toEqual({ fileName: `${batch!}.jws`, content: `${findBatch(office.db, batch!)!.jws}\n` })
    expect(verifyManifestText(file.content.trimEnd(), officeKeys(office.db)).ok).toBe(true)
    expect(JSON.parse(listEntries(office.db, null, 'export.make', 1)[0]!.payload)).toMatchObject({ what: 'manifest', no: batch })
    expect(() => permitHandlers.exportManifest(office.as('director'), { no: 'B-1' })).toThrow('NOT_FOUND')
  })

  test('a permit shown with a manifest that is not its own is told so', async () => {
    const nos = [await office.issue(1), await office.issue(2)]
    const permits = nos.map((no) => findPermit(office.db, no)!)
    const manifestOf = (no: string): string => findBatch(office.db, now(permitHandlers.read(office.as('clerk'), { no })).batchNo!)!.jws
    const ask = (text: string, manifest: string) => now(permitHandlers.verify(office.as('clerk'), { text, manifest })).manifest
    expect(ask(permits[0]!.jws, manifestOf(nos[0]!))).toMatchObject({ outcome: 'listed' })
    expect(ask(permits[0]!.jws, `${manifestOf(nos[1]!)}\n`)).toMatchObject({ outcome: 'other' })
    expect(ask(permits[0]!.jws, permits[0]!.jws)).toEqual({ outcome: 'unusable', reason: 'type' })
    expect(ask('hello', manifestOf(nos[0]!))).toBeNull()
    const confirmed = findPermit(office.db, await office.issue(3, { fieldCode: '2001' }))!
    expect(confirmed.bat).toBeNull()
    expect(ask(confirmed.jws, manifestOf(nos[0]!))).toMatchObject({ outcome: 'not_named' })
  })
})

describe('what is no manifest', () => {
  const key = makeTestKey()
  const seal = makeTestKey('seal')
  const keys = [key, seal]
  const digest = sha256('a')
  const good: ManifestPayload = {
    v: 1, k: 'batch', no: 'B-0600-1405-01-00001-3', iss: '0600', at: '2026-11-21T06:12:50Z',
    items: [{ no: 'P-0600-1405-01-00042-7', d: digest, val: 'expert', how: 'opened', sec: 3, end: false }],
    sample: { seed: 'A'.repeat(22), list: digest, picked: [], from: 20, least: 3, percent: 5, most: 20 },
  }
  const token = (payload: object, by = key, kid = by.kid): string => rawToken(by, { alg: 'PS256', kid, typ: 'batch+jws' }, canonicalText(payload as never))
  const [item] = good.items
  const bad: Record<string, object> = {
    'no items': { ...good, items: [] }, 'an item twice': { ...good, items: [item, item] }, 'an unknown member': { ...good, note: 'x' },
    'another kind': { ...good, k: 'permit' }, 'a number of another unit': { ...good, iss: '0700' }, 'relied, with seconds': { ...good, items: [{ ...item, how: 'relied' }] },
    'opened, without seconds': { ...good, items: [{ no: item!.no, d: digest, val: 'e', how: 'opened' }] }, 'minus seconds': { ...good, items: [{ ...item, sec: -1 }] },
    'nobody validated': { ...good, items: [{ ...item, val: '' }] }, 'a short seed': { ...good, sample: { ...good.sample, seed: 'A' } },
    'test false': { ...good, test: false }, 'a delegation with the Director’s own key': { ...good, del: digest },
  }
  test('the good one is good', () => { expect(verifyManifestText(token(good), keys)).toMatchObject({ ok: true, digest: sha256(canonicalText(good as never)) }) })
  test.each(Object.entries(bad))('%s', (_, payload) => {
    expect(verifyManifestText(token(payload), keys)).toEqual({ ok: false, reason: 'payload' })
  })
  test('the seal’s, a stranger’s, a permit, one changed letter, a pick that is not the seed’s, a picked permit nobody opened', () => {
    expect(verifyManifestText(token(good, seal), keys)).toEqual({ ok: false, reason: 'payload' })
    expect(verifyManifestText(token(good, makeTestKey()), keys)).toEqual({ ok: false, reason: 'signer_unknown' })
    const [h, p, s] = token(good).split('.')
    expect(verifyManifestText(`${h!}.${p!.slice(0, 60)}${p![60] === 'A' ? 'B' : 'A'}${p!.slice(61)}.${s!}`, keys)).toEqual({ ok: false, reason: 'signature' })
    expect(verifyManifestText('A'.repeat(400_001), keys)).toEqual({ ok: false, reason: 'too_large' })
    const sampled = { ...good, sample: { ...good.sample, from: 1, least: 1, picked: [item!.no] } }
    expect(verifyManifestText(token(sampled), keys)).toMatchObject({ ok: true })
    expect(verifyManifestText(token({ ...sampled, sample: { ...sampled.sample, picked: [] } }), keys)).toEqual({ ok: false, reason: 'sample' })
    expect(verifyManifestText(token({ ...sampled, items: [{ no: item!.no, d: digest, val: 'expert', how: 'relied' }] }), keys)).toEqual({ ok: false, reason: 'sample' })
    expect(verifyJws(token(good), 'permit+jws', keys)).toEqual({ ok: false, reason: 'type' })
  })
  test('the longest there can be is read: a thousand permits, long names of validators', () => {
    const items = Array.from({ length: 1000 }, (_, i) => ({ ...item!, no: numberOf(i), d: sha256(String(i)), val: 'u'.repeat(64), sec: 9_999_999 }))
    const text = canonicalText({ ...good, items, sample: { ...good.sample, from: 1001 } } as never)
    expect(manifestPayload.safeParse(JSON.parse(text)).success).toBe(true)
    const jws = rawToken(key, { alg: 'PS256', kid: key.kid, typ: 'batch+jws' }, text)
    expect(jws.length).toBeLessThan(400_000)
    expect(verifyManifestText(jws, keys).ok).toBe(true)
  })
})

const numberOf = (serial: number): string => composeNumber('P', '0600', 1405, 1, serial + 1)
