import { beforeEach, describe, expect, test } from 'vitest'
import { contract } from '#contract'
import type { DossierRow } from '#db/dossiers/dossier-repo'
import { entriesOf, readHead } from '#db/ledger/ledger-repo'
import { permitHandlers } from './permit-handlers'
import { createPermitOffice, now, passphrase, type PermitOffice } from './testing/permit-office'

let office: PermitOffice
beforeEach(() => {
  office = createPermitOffice()
})
const queue = () => now(permitHandlers.queue(office.as('director'), {})).items
const refuse = (dossier: DossierRow, username = 'director') =>
  now(permitHandlers.refuse(office.as('director', username), { dossierId: dossier.id, version: dossier.version, note: '' }))
const reasons = ['محل کار مناسب نیست', 'مدرک هویت ناقص است']

describe('T18: what the expert proposes to refuse', () => {
  test('S0-12: the Director refuses it; the applicant hears why, and the clock stops', () => {
    const dossier = office.ready(1, { refuse: reasons })
    expect(queue()).toMatchObject([{ dossierId: dossier.id, proposal: 'refuse', reasons }])
    expect(refuse(dossier)).toEqual({ version: dossier.version + 1 })
    expect(office.read(dossier.id)).toMatchObject({ state: 'refused', dueOn: null, permitNo: null })
    expect(office.told(dossier.id).at(-1)).toBe('dossier.refused')
    expect(office.db.prepare<[string], string>("SELECT text FROM messages WHERE dossier_id = ? AND key = 'dossier.refused'").pluck().get(dossier.id)).toContain(reasons[0])
    const entry = entriesOf(office.db, 'Dossier', dossier.id).at(-1)!
    expect(JSON.parse(entry.payload)).toMatchObject({ from: 'awaiting_signature', to: 'refused', reasons, proposed_by: 'expert' })
    expect(entry.kind).toBe('dossier.refuse')
    expect(queue()).toEqual([])
  })

  test('S0-07: it is never offered for signing, and signing refuses it by name', async () => {
    const dossier = office.ready(1, { refuse: reasons })
    expect(now(permitHandlers.freeze(office.as('director'), { dossierIds: [dossier.id] }))).toMatchObject({ items: [], dropped: [dossier.id] })
    expect(() => permitHandlers.open(office.as('director'), { dossierId: dossier.id })).toThrow(expect.objectContaining({ code: 'DOSSIER_STATE' }))
    const { outcomes } = await permitHandlers.sign(office.as('director'), { items: [{ dossierId: dossier.id, digest: 'A'.repeat(43) }], passphrase })
    expect(outcomes).toEqual([{ dossierId: dossier.id, outcome: 'failed', reason: 'refusal_proposed' }])
    expect(office.read(dossier.id).state).toBe('awaiting_signature')
  })

  test('frozen to be issued, then returned and proposed to refuse: the old bytes are signed no more', async () => {
    const first = office.ready(1)
    const [frozen] = office.freeze([first.id])
    now(permitHandlers.returnToExpert(office.as('director'), { dossierId: first.id, version: first.version, reason: 'محل را ببینید' }))
    office.submit(first.id, { refuse: reasons })
    const { outcomes } = await permitHandlers.sign(office.as('director'), { items: [{ dossierId: first.id, digest: frozen!.digest }], passphrase })
    expect(outcomes).toEqual([{ dossierId: first.id, outcome: 'failed', reason: 'refusal_proposed' }])
  })

  test('what is proposed to be issued is not refused, nor by its own expert, nor from a stale view; nothing is written', () => {
    const issue = office.ready(1)
    const own = office.ready(2, { refuse: reasons }, 'director')
    const filed = office.file(3)
    const head = readHead(office.db)
    expect(() => refuse(issue)).toThrow(expect.objectContaining({ code: 'PROPOSAL_NOT_REFUSAL' }))
    expect(() => refuse(own)).toThrow(expect.objectContaining({ code: 'SAME_PERSON' }))
    expect(() => refuse({ ...own, version: own.version - 1 })).toThrow()
    expect(() => refuse(filed)).toThrow(expect.objectContaining({ code: 'DOSSIER_STATE' }))
    expect(readHead(office.db)).toEqual(head)
    expect(queue().map(({ proposal }) => proposal).sort()).toEqual(['issue', 'refuse'])
  })

  test('it needs no agency’s signature to be shown for refusal', () => {
    const dossier = office.ready(1, { refuse: reasons })
    office.db.exec('DELETE FROM agency_opinions')
    expect(queue()).toMatchObject([{ dossierId: dossier.id, proposal: 'refuse' }])
  })

  test('only the Director may', () => {
    expect(contract.permits.refuse.access).toEqual(['director'])
  })
})
