import { expect, test } from 'vitest'
import { contract } from '#contract'
import { createSealKey } from '#main/signing/index'
import { findDossier } from '#db/dossiers/dossier-repo'
import { permitOfDossier } from '#db/permits/permit-repo'
import { createLoanOffice } from '#db/testing/loan-office'
import { innerHandlers } from './handlers'

const found = { active: { ok: true }, skill: { ok: true }, management: { ok: true } }
const attendees = [{ name: 'مریم خنیفر', side: 'office' as const }, { name: 'حسن دریس', side: 'agency' as const }]

test('S1-B2, S1-A10: the completed check seals a registration-based supporter\'s confirmation in the same step', async () => {
  const at = createLoanOffice()
  createSealKey({ ...at.as('system_manager'), office: { ...at.as('system_manager').office, unit: '0600' } })
  const dossier = at.fileForReview({ nationalId: '0013542419', issuedOn: '2026-10-01', activityType: 'supporter_natural', committed: 3, path: 'registration_based' })
  const form = await innerHandlers.inspections.recordVisit(at.as('inspector'), contract.inspections.recordVisit.input.parse({
    kind: 'pre_permit', dossierId: dossier.id, visitedOn: '1405/07/20', attendees, ...found,
  }))
  expect(findDossier(at.db, dossier.id)!.state).toBe('filed')
  await innerHandlers.inspections.completeForm(at.as('system_manager'), { id: form.id, version: form.version })
  expect(findDossier(at.db, dossier.id)!.state).toBe('issued')
  expect(permitOfDossier(at.db, dossier.id)).toMatchObject({ kind: 'confirmation', issuedOn: '2026-10-23' })
})
