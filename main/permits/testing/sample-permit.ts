import type { PermitPayload } from '#contract/permits'
import { canonicalText } from '#main/ledger/index'

/** The example of docs/formats/permit.md. Every name and number is invented. */
export const samplePermit: PermitPayload = {
  v: 1, k: 'permit', no: 'P-0600-1405-01-00042-7', iss: '0600', on: '2026-11-21', at: '2026-11-21T06:12:09Z', skl: '2027-05-20',
  post: 'director', name: 'زهرا نمونه‌پور', id4: '0013', act: 'independent', fld: '1001', fn: 'خیاطی', cty: '0603', cond: 1,
  face: '1_6b-g6rFs--m0pT5or16m5JyyE4Dbu5jRBpice_Ex8', st: '0600-1:41872',
}

export const sampleConfirmation: PermitPayload = {
  v: 1, k: 'confirmation', no: 'C-0603-1405-02-00311-4', iss: '0603', on: '2026-11-21', at: '2026-11-21T05:40:31Z', skl: '2027-05-20',
  post: 'seal', name: 'مریم آزمایشی', id4: '4568', act: 'independent', fld: '2001', fn: 'حروف‌چینی', cty: '0603', cond: 1,
  face: 'H7UbxbdXcPFlTN-KIQuuV_0gs7a5mYYPleIg7h65vj0', st: '0603-1:90213', vis: '2027-01-05', loan: '2027-01-05',
}

/** A company's renewed permit: the fullest there is. */
export const sampleSupporter: PermitPayload = {
  v: 1, k: 'permit', no: 'P-0600-1405-01-00043-4', iss: '0600', on: '2026-11-21', at: '2026-11-21T06:12:09Z', till: '2029-11-20',
  post: 'director', name: 'شرکت نمونه‌بافان جنوب', id4: '4790', act: 'supporter_legal', cov: 40, prev: 'euJ9hBs12_cwn4K1109nz6DyW_X35ZITH9TMOoq8UYQ',
  fld: '1001', fn: 'خیاطی', cty: '0603', cond: 1, face: '1_6b-g6rFs--m0pT5or16m5JyyE4Dbu5jRBpice_Ex8', st: '0600-1:41873',
}

/** A payload with members replaced, added or (undefined) left out, as its bytes. */
export const bytesWith = (base: PermitPayload, change: Record<string, unknown> = {}): string => {
  const members = Object.entries({ ...base, ...change }).filter(([, value]) => value !== undefined)
  return canonicalText(Object.fromEntries(members))
}
