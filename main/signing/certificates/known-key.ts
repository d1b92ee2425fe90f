import type { SigningKey } from '#contract/signing'
import { Fault } from '#main/app/fault'
import type { Context } from '#main/app/ports'
import type { Reader } from '#db/handle'
import { listKeys } from '#db/signing/key-repo'
import { preparedKeys } from '#db/signing/key-end-repo'
import { findStaff } from '#db/staff/staff-repo'
import type { Subject } from './names'
import { spkiOfPem } from './read-bundle'

/** A key of this office for which a certificate makes sense: in use, or prepared to follow. */
export type LiveKey = { kid: string; use: SigningKey['use']; holder: string; spki: Buffer; prepared: boolean; publicPem: string }

/** @throws Fault NOT_FOUND, KEY_ENDED. */
export const liveKey = (db: Reader, kid: string): LiveKey => {
  const prepared = preparedKeys(db).find((key) => key.kid === kid)
  const key = prepared ?? listKeys(db).find((one) => one.kid === kid)
  if (!key) throw new Fault('NOT_FOUND')
  if ('state' in key && key.state !== 'active') throw new Fault('KEY_ENDED')
  return { kid, use: key.use, holder: key.holder, spki: spkiOfPem(key.publicPem), prepared: prepared !== undefined, publicPem: key.publicPem }
}

/** A director speaks for her own key; the seal is the system manager's to keep, and hers. @throws Fault KEY_NOT_YOURS. */
export const assertOwn = ({ actor }: Context, { use, holder }: Pick<LiveKey, 'use' | 'holder'>): void => {
  if (use !== 'seal' && holder !== actor.username) throw new Fault('KEY_NOT_YOURS')
}

/** What a certificate calls the holder of a key. At most 64 characters each (RFC 5280, appendix A). */
export const subjectOf = ({ db, office }: Context, { use, holder }: Pick<LiveKey, 'use' | 'holder'>): Subject => ({
  commonName: (use === 'seal' ? `مهر ${office.unit}` : (findStaff(db, holder)?.displayName ?? holder)).slice(0, 64),
  organization: office.name.slice(0, 64),
  ...(use === 'seal' ? {} : { unit: use === 'director' ? 'مدیرکل' : 'جانشین مدیرکل' }),
})
