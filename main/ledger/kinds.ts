/**
 * Every kind of entry and the registry stream it is delivered on; `local` stays here (domain model §7).
 * Kinds of slices that are not built yet are absent.
 */
export const ledgerKinds = {
  'office.create': 'local',
  'staff.save': 'local',
  'staff.signIn': 'local',
  'staff.signInFailed': 'local',
  'staff.deny': 'local',
  'staff.changePassphrase': 'local',
  'export.make': 'local',
  'reference.import': 'local',
  'dossier.open': 'dossiers',
  'dossier.correctPerson': 'dossiers',
  'dossier.savePlan': 'dossiers',
  'dossier.file': 'dossiers',
  'dossier.route': 'dossiers',
  'dossier.import': 'local',
  'receipt.print': 'local',
  'opinion.record': 'dossiers',
  'review.submit': 'dossiers',
  'review.return': 'dossiers',
  'document.attach': 'dossiers',
  'document.verify': 'dossiers',
  'document.reject': 'dossiers',
  'document.waive': 'dossiers',
  'document.remove': 'dossiers',
  'pd.view': 'local',
  'key.enrol': 'revocations',
  'permit.freeze': 'local',
  'permit.sign': 'dossiers',
  'permit.confirm': 'dossiers',
  'inspection.visit': 'local',
  'inspection.record': 'dossiers',
  'year.save': 'quotas',
  'year.open': 'quotas',
  'quota.allot': 'quotas',
  'quota.hold': 'quotas',
  'quota.release': 'quotas',
  'referral.prepare': 'local',
  'referral.evaluate': 'local',
  'referral.submit': 'local',
  'referral.return': 'local',
  'referral.create': 'bank-outcomes',
  'referral.withdraw': 'bank-outcomes',
  'enquiry.ask': 'dossiers',
  'enquiry.answer': 'dossiers',
  'enquiry.close': 'dossiers',
  'complaint.record': 'dossiers',
  'complaint.answer': 'dossiers',
  'contact.save': 'local',
  'contact.end': 'local',
  'message.send': 'messages',
  'message.cancel': 'messages',
  'message.result': 'local',
  'message.withhold': 'local',
  'template.save': 'local',
  'gateway.save': 'local',
  'device.enrol': 'local',
  'sync.run': 'local',
} as const

export type LedgerKind = keyof typeof ledgerKinds
export type AggregateType =
  | 'Office' | 'StaffUser' | 'Person' | 'Dossier' | 'Permit' | 'Key' | 'Inspection' | 'ProgrammeYear' | 'CountyQuota' | 'QuotaReservation'
  | 'Enquiry' | 'Complaint' | 'ExpertContact'
  | 'BankReferral' | 'Reference' | 'SyncState' | 'Ledger' | 'Message'
  | 'DossierDocument'
