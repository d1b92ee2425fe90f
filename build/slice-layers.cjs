/** Slices in layers: a slice may import its own layer and those to its left, never one to its right. */
const layers = [
  ['ledger', 'workflow', 'staff', 'network'],
  ['catalogues'],
  ['messages', 'checkpoints', 'timestamps', 'signing'],
  ['dossiers'],
  ['documents', 'enquiries', 'supporters'],
  ['inspections', 'quotas'],
  ['referrals', 'permits'],
  ['incentives', 'livelihood'],
  ['papers'],
  ['registry'],
  ['reports', 'backups', 'updates'],
  ['checks'],
  ['office'],
]

module.exports = { layers }
