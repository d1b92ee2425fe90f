import { readFileSync } from 'node:fs'
import { beforeEach, describe, expect, test } from 'vitest'
import { contract } from '#contract'
import { listEntries, entriesOf } from '#db/ledger/ledger-repo'
import { findPermit, type PermitRow } from '#db/permits/permit-repo'
import { queryPlan } from '#db/testing/memory-db'
import { permitHandlers } from './permit-handlers'
import { createPermitOffice, now, passphrase, type PermitOffice, type Wanted } from './testing/permit-office'

let office: PermitOffice
beforeEach(() => {
  office = createPermitOffice()
})

const issue = async (...wanted: [number, Wanted?][]): Promise<PermitRow[]> => {
  const frozen = office.freeze(wanted.map(([n, want]) => office.ready(n, want).id))
  await permitHandlers.sign(office.as('director'), { items: frozen, passphrase })
  return frozen.map((f) => findPermit(office.db, f.no)!)
}
const register = (text = '', after: string | null = null, limit = 50) =>
  now(permitHandlers.register(office.as('clerk'), contract.permits.register.input.parse({ text, after, limit })))
const read = (no: string) => now(permitHandlers.read(office.as('expert'), { no }))

describe('the queue', () => {
  test('S0-10: the fewest days left first, with what the Director must know of each', () => {
    office.clock.set('2026-11-18T06:00:00Z')
    const early = office.ready(1, { pending: true })
    office.clock.set('2026-11-21T06:00:00Z')
    const late = office.ready(2)
    office.file(3)
    const { items } = now(permitHandlers.queue(office.as('director'), {}))
    expect(items.map((item) => item.dossierId)).toEqual([early.id, late.id])
    expect(items[0]).toMatchObject({
      version: early.version, trackingCode: early.trackingCode, name: 'زهرا نمونه‌پور', fieldTitle: 'خیاطی', conditional: true, loanWanted: true,
      reviewedBy: 'expert', clock: { filedOn: '2026-11-13', dueOn: '2026-11-27', daysLeft: 6 },
    })
    expect(items[0]!.countyTitle).not.toMatch(/\d/)
  })

  test('S0-06: what lost its agency\'s signature is not offered', () => {
    office.ready(1)
    office.db.exec('DELETE FROM agency_opinions')
    expect(now(permitHandlers.queue(office.as('director'), {})).items).toEqual([])
  })
})

describe('T16: back to the expert', () => {
  test('with a reason, a new version and an entry for the registry', () => {
    const { id, version } = office.ready(1)
    expect(now(permitHandlers.returnToExpert(office.as('director'), { dossierId: id, version, reason: 'نشانی ناقص است' }))).toEqual({ version: version + 1 })
    expect(office.read(id)).toMatchObject({ state: 'in_expert_review', returnReason: 'نشانی ناقص است' })
    const entry = entriesOf(office.db, 'Dossier', id).at(-1)!
    expect(entry).toMatchObject({ kind: 'review.return', base_version: version, role: 'director' })
    expect(JSON.parse(entry.payload)).toMatchObject({ from: 'awaiting_signature', to: 'in_expert_review', reason: 'نشانی ناقص است' })
  })

  test('only what waits for the Director, and only as she saw it', () => {
    const filed = office.file(1)
    const director = office.as('director')
    expect(() => permitHandlers.returnToExpert(director, { dossierId: filed.id, version: filed.version, reason: 'xxx' })).toThrow('DOSSIER_STATE')
    const ready = office.ready(2)
    expect(() => permitHandlers.returnToExpert(director, { dossierId: ready.id, version: ready.version - 1, reason: 'xxx' })).toThrow()
    expect(office.read(ready.id)).toEqual(ready)
  })
})

describe('the register', () => {
  test('newest first, page by page, each permit once', async () => {
    const issued = await issue([1], [2], [3], [4], [5])
    const seen: string[] = []
    let after: string | null = null
    do {
      const page: ReturnType<typeof register> = register('', after, 2)
      expect(page.total).toBe(5)
      seen.push(...page.items.map((item) => item.no))
      after = page.next
    } while (after !== null)
    expect(seen).toEqual(issued.map((p) => p.no).reverse())
  })

  test('is searched by name in any spelling, by number and national ID in any digits', async () => {
    const [one, two] = await issue([1, { firstName: 'کبری رضائی' }], [2, { firstName: 'مریم' }])
    const persian = (text: string): string => text.replace(/\d/g, (d) => '۰۱۲۳۴۵۶۷۸۹'[Number(d)]!)
    for (const text of ['رضایی', 'كبری', one!.no, persian(one!.no), one!.no.toLowerCase(), one!.no.replace(/\D/g, ''), persian(one!.nationalId)]) {
      expect(register(text).items.map((item) => item.no), text).toEqual([one!.no])
    }
    expect(register('نمونه پور').total).toBe(2)
    expect(register('%').total).toBe(0)
    expect(register('مریم').items[0]).toMatchObject({ no: two!.no, kind: 'permit', status: 'valid', fieldTitle: 'خیاطی', issuedOn: '2026-11-21' })
  })

  test('shows no national ID in a list', async () => {
    const [permit] = await issue([1])
    expect(JSON.stringify(register())).not.toContain(permit!.nationalId)
  })

  test('S1-A2: permits that want a loan are read by their index', () => {
    const plan = queryPlan(office.db, 'SELECT no FROM permits WHERE loan_wanted = 1 ORDER BY issued_on, seq')
    expect(plan).toContain('permits_wanting_loan')
    expect(plan).not.toContain('TEMP B-TREE')
  })
})

describe('reading one', () => {
  test('verifies it anew and gives all that its paper shows', async () => {
    const [permit] = await issue([1])
    expect(read(permit!.no)).toMatchObject({
      no: permit!.no, verdict: { outcome: 'valid', test: false, digest: permit!.digest }, face: permit!.face, delivery: 'queued', signedBy: 'director',
      agency: { signerName: 'یوسف طرفی‌زاده', signerPost: 'مدیرکل صمت استان', decidedOn: '2026-11-20' }, kid: permit!.kid, skillDue: null,
    })
    expect(() => read('P-0600-1405-01-99999-9')).toThrow('NOT_FOUND')
  })

  test.each([
    ['name', "name = 'دیگری'", 'payload'], ['field', "field_code = '1002'", 'payload'], ['county', "county_code = '0601'", 'payload'],
    ['day', "issued_on = '2026-11-22'", 'payload'], ['national ID', "national_id = '0013542419'", 'payload'], ['digest', "digest = 'x'", 'payload'],
    ['face', "face = replace(face, 'حسن', 'علی')", 'face'], ['signature', "jws = substr(jws, 1, length(jws) - 4) || 'AAAA'", 'signature'],
    ['text', "jws = jws || ' '", 'form'],
  ])('names a row whose %s was altered with the database key in hand', async (_, change, reason) => {
    const [permit] = await issue([1])
    office.db.exec('DROP TRIGGER permits_fixed')
    office.db.exec(`UPDATE permits SET ${change}`)
    expect(read(permit!.no).verdict).toEqual({ outcome: 'invalid', reason })
  })

  test('signed columns cannot be changed, rows cannot be removed', async () => {
    await issue([1])
    const columns = office.db.prepare<[], string>("SELECT name FROM pragma_table_info('permits') WHERE name NOT IN ('seq', 'status', 'successor_no')").pluck().all()
    expect(columns.length).toBeGreaterThan(20)
    for (const column of columns) {
      expect(() => office.db.prepare(`UPDATE permits SET ${column} = CASE WHEN ${column} IS NULL THEN '2030-01-01' ELSE NULL END`).run(), column).toThrow('does not change')
    }
    expect(() => office.db.exec('UPDATE permits SET seq = seq + 1')).toThrow('does not change')
    expect(() => office.db.exec('DELETE FROM permits')).toThrow('does not go')
  })
})

describe('export and check', () => {
  test('a permit leaves as one line, the export is logged, and the check accepts it and knows it', async () => {
    const [permit] = await issue([1])
    const file = now(permitHandlers.exportFile(office.as('clerk'), { no: permit!.no }))
    expect(file).toEqual({ fileName: `${permit!.no}.jws`, content: `${permit!.jws}\n`, delegation: null })
    expect(listEntries(office.db, null, 'export.make', 1)[0]).toMatchObject({ actor: 'clerk', aggregate_id: permit!.no, delivery_state: null })
    const check = (text: string) => now(permitHandlers.verify(office.as('it'), { text }))
    expect(check(file.content)).toMatchObject({ verdict: { outcome: 'valid' }, registered: true })
    expect(check(`${file.content}\n`)).toEqual({ verdict: { outcome: 'invalid', reason: 'form' }, registered: false, standing: null, trust: null, manifest: null })
    expect(check('hello')).toMatchObject({ registered: false })
    expect(() => permitHandlers.exportFile(office.as('clerk'), { no: 'nothing' })).toThrow('NOT_FOUND')
  })

  test('a permit of the same key that was never registered here is valid but not registered', async () => {
    const [permit] = await issue([1])
    office.db.exec('DROP TRIGGER permits_kept; DROP TRIGGER permit_status_kept; DELETE FROM permit_status_events; DELETE FROM permits')
    expect(now(permitHandlers.verify(office.as('it'), { text: permit!.jws }))).toMatchObject({ verdict: { outcome: 'valid' }, registered: false })
  })

  test('the salt and the whole national ID lie in no file of the office in the clear', async () => {
    const [permit] = await issue([1])
    for (const name of ['office.db', 'office.db-wal']) {
      const bytes = readFileSync(`${office.home}/${name}`)
      for (const marker of [permit!.face.salt, permit!.nationalId, permit!.jws.slice(0, 40), permit!.face.address]) {
        expect(bytes.includes(Buffer.from(marker)), `${name} ${marker}`).toBe(false)
      }
    }
  })
})
