/** Slices in layers: a slice may import its own layer and those to its left, never one to its right. */
const layers = [
  ['ledger', 'workflow', 'staff'],
  ['catalogues'],
  ['signing'],
  ['dossiers'],
  ['inspections', 'quotas'],
  ['referrals', 'permits'],
  ['registry'],
  ['office'],
]

module.exports = { layers }
