import fc from 'fast-check'
import { beforeAll, expect, test } from 'vitest'
import { contract } from '#contract'
import { verifyChain } from '#main/ledger/index'
import { officeKeys } from '#main/signing/index'
import { pageEntries } from '#db/ledger/ledger-repo'
import { findBatch } from '#db/permits/batch-repo'
import { permitOfDossier } from '#db/permits/permit-repo'
import { permitHandlers } from '../permit-handlers'
import { createPermitOffice, now, openPermitOffice, passphrase, type PermitOffice } from '../testing/permit-office'
import { verifyPermitText } from '../verify-permit'
import { payloadOf, placeInManifest, verifyManifestText } from './verify-manifest'

const count = 5
let waiting: PermitOffice
let ids: string[]
beforeAll(() => {
  waiting = createPermitOffice()
  ids = Array.from({ length: count }, (_, i) => waiting.ready(i + 1).id)
  waiting.db.close()
})

/** What may happen to a listed dossier, by another seat of the office or behind the program's back. */
const disturb = {
  returned: (office: PermitOffice, id: string) =>
    void permitHandlers.returnToExpert(office.as('director'), contract.permits.returnToExpert.input.parse({ dossierId: id, version: office.read(id).version, reason: 'نشانی ناقص است' })),
  moved: (office: PermitOffice, id: string) => void office.db.prepare('UPDATE dossiers SET version = version + 1 WHERE id = ?').run(id),
  address: (office: PermitOffice, id: string) => void office.db.prepare("UPDATE dossiers SET address = 'جای دیگر' WHERE id = ?").run(id),
  field: (office: PermitOffice, id: string) => void office.db.prepare("UPDATE dossiers SET field_code = '1002' WHERE id = ?").run(id),
  bytes: (office: PermitOffice, id: string) => void office.db.prepare("UPDATE permit_drafts SET bytes = replace(bytes, '\"cond\":1', '\"cond\":2') WHERE dossier_id = ?").run(id),
  draft: (office: PermitOffice, id: string) => void office.db.prepare('DELETE FROM permit_drafts WHERE dossier_id = ?').run(id),
  day: (office: PermitOffice, id: string) => void office.db.prepare("UPDATE permit_drafts SET issue_day = '2026-11-20' WHERE dossier_id = ?").run(id),
}
const kinds = Object.keys(disturb) as (keyof typeof disturb)[]
const disturbances = fc.uniqueArray(fc.record({ at: fc.nat(count - 1), how: fc.constantFrom(...kinds), when: fc.constantFrom<'before' | 'between'>('before', 'between') }), { selector: ({ at }) => at, maxLength: count })

test('signing row 1: whatever changes between list, manifest and signature, what is signed is what was listed and shown', async () => {
  await fc.assert(fc.asyncProperty(disturbances, async (changes) => {
    const office = openPermitOffice(waiting.home, waiting.databaseKey)
    const director = office.as('director')
    const shown = now(permitHandlers.freeze(director, { dossierIds: ids })).items
    const disturbed = (when: 'before' | 'between'): Set<string> => new Set(changes.filter((change) => change.when === when).map(({ at }) => ids[at]!))
    const happen = (when: 'before' | 'between'): void => { for (const change of changes) if (change.when === when) disturb[change.how](office, ids[change.at]!) }
    happen('before')
    const running = permitHandlers.sign(director, { items: shown.map(({ dossierId, digest }) => ({ dossierId, digest })), passphrase })
    // The manifest is signed and stored; the permits' signatures are being made in the pool.
    happen('between')
    const { outcomes, batch, signed, failed } = await running
    const [early, late] = [disturbed('before'), disturbed('between')]
    expect(outcomes.map(({ dossierId, outcome }) => [dossierId, outcome])).toEqual(ids.map((id) => [id, early.has(id) || late.has(id) ? 'failed' : 'signed']))
    expect([signed, failed]).toEqual([count - early.size - late.size, early.size + late.size])
    if (early.size === count) expect(batch).toBeNull()
    else {
      const row = findBatch(office.db, batch!)!
      const listed = shown.filter(({ dossierId }) => !early.has(dossierId))
      expect(payloadOf(row.jws).items.map(({ no, d }) => [no, d])).toEqual(listed.map(({ no, digest }) => [no, digest]))
      const manifest = verifyManifestText(row.jws, officeKeys(office.db))
      if (!manifest.ok) throw new Error(manifest.reason)
      for (const { dossierId, bytes, digest } of shown) {
        const permit = permitOfDossier(office.db, dossierId)
        if (early.has(dossierId) || late.has(dossierId)) expect(permit).toBeUndefined()
        else {
          expect(permit).toMatchObject({ bytes, digest, bat: row.digest })
          expect(placeInManifest(verifyPermitText(permit!.jws, officeKeys(office.db)), manifest)).toBe('listed')
        }
      }
      const told = now(permitHandlers.readBatch(director, { no: batch! }))
      expect(told).toMatchObject({ state: 'done', total: listed.length, signed, failed: late.size, untouched: 0, sound: true })
      expect(new Set(told.dropped.map(({ dossierId }) => dossierId))).toEqual(early)
    }
    expect(verifyChain(pageEntries(office.db)).ok).toBe(true)
    office.db.close()
  }), { numRuns: 100 })
}, 240_000)
