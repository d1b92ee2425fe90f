import { readSetting } from '#db/catalogues/setting-repo'
import type { Reader } from '#db/handle'

/** Questions the sources leave open, with the answer taken until an office decides otherwise (domain model §11). */
export const defaultSettings = {
  /** S3-11 against S1-B7: `grace` lets skill evidence follow within six months, `required` asks for it at registration. */
  skillEvidenceAtRegistration: 'grace',
} as const

export type SkillPolicy = 'grace' | 'required'

export const skillPolicy = (db: Reader): SkillPolicy =>
  readSetting(db, 'skillEvidenceAtRegistration') === 'required' ? 'required' : 'grace'
