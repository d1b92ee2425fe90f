import { readSetting } from '#db/catalogues/setting-repo'
import type { Reader } from '#db/handle'

/** What stands for `{phone}` and `{url}` unless the caller knows better: the office's phone, the complaint portal (S0-27). */
export const officeDefaults = (db: Reader): { phone: string; url: string } => ({
  phone: readSetting(db, 'officePhone') ?? '', url: readSetting(db, 'complaintUrl') ?? 'zrm.mcls.gov.ir',
})
