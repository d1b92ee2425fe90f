import { expect, test } from 'vitest'
import { maskedPayload } from './mask-payload'

test('S0-03: an auditor reads what happened, not who and where: personal members are masked at any depth', () => {
  const payload = JSON.stringify({
    tracking_code: 'MH-1', filed_on: '2026-11-21',
    person: { national_id: '1740000013', first_name: 'زهرا', mobile: '09161234567', address: 'اهواز، کیانپارس', postal_code: '6155612345', birth_date: '1991-01-01' },
    plan: { sheba: 'IR120000000000000000000001', loan_amount_rial: 100 }, contact: '09161234567', before: { mobile: null },
  })
  expect(JSON.parse(maskedPayload(payload))).toEqual({
    tracking_code: 'MH-1', filed_on: '2026-11-21',
    person: { national_id: '174*****13', first_name: 'زهرا', mobile: '0916*****67', address: '•••', postal_code: '•••', birth_date: '•••' },
    plan: { sheba: 'IR12*****0001', loan_amount_rial: 100 }, contact: '*****67', before: { mobile: null },
  })
})
