import type { Context } from '#main/app/ports'
import { preparedKeys, removePrepared } from '#db/signing/key-end-repo'
import { enrolKey, generateKey } from '../make-key'

/**
 * Gives the office a seal at once when its own was stolen: the one that was prepared and announced, which banks may know
 * already, else a new one. In the caller's transaction, after the old one ended.
 * @returns the new key's name.
 */
export const replaceSeal = (context: Context, replaces: string): string => {
  const { db, office } = context
  const ready = preparedKeys(db).find(({ use, holder, announcedAt }) => use === 'seal' && holder === office.unit && announcedAt !== null)
  if (ready) {
    removePrepared(db, ready.kid)
    return enrolKey(context, ready, office.unit, ready, replaces).kid
  }
  const key = generateKey('seal')
  try {
    return enrolKey(context, key, office.unit, { privateDer: Buffer.from(key.privateDer) }, replaces).kid
  } finally {
    key.privateDer.fill(0)
  }
}
