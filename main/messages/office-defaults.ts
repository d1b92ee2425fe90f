import { settingsOf } from '#main/catalogues/index'
import type { Reader } from '#db/handle'

/** What stands for `{phone}` and `{url}` unless the caller knows better: the office's phone, the complaint portal (S0-26, S0-27). */
export const officeDefaults = (db: Reader): { phone: string; url: string } => {
  const { officePhone, complaintAddress } = settingsOf(db)
  return { phone: officePhone, url: complaintAddress }
}
