import type { Award, AwardPayload } from '#contract/incentives'
import { Fault } from '#main/app/fault'
import type { Context } from '#main/app/ports'
import { appendEntry, canonicalText, sha256 } from '#main/ledger/index'
import { openDirectorSigner, requirePrincipal } from '#main/signing/index'
import { RowStale } from '#db/faults'
import { findAward, saveAwardStep, type AwardRow } from '#db/incentives/award-repo'
import type { Reader } from '#db/handle'
import { transact } from '#db/transact'
import { awardById } from './describe-award'
import { supporterPermit } from './prepare-award'

export type Target = { id: string; version: number }

/** @throws Fault NOT_FOUND, AWARD_STATE {state}; RowStale. */
export const awardIn = (db: Reader, { id, version }: Target, state: AwardRow['state']): AwardRow => {
  const row = findAward(db, id)
  if (!row) throw new Fault('NOT_FOUND')
  if (row.version !== version) throw new RowStale(id)
  if (row.state !== state) throw new Fault('AWARD_STATE', { state: row.state })
  return row
}

/** What must hold before the key is opened, and again inside the transaction. @throws Fault SAME_PERSON, PERMIT_STATE. */
const checked = ({ db, actor }: Context, target: Target) => {
  const row = awardIn(db, target, 'draft')
  if (row.preparedBy === actor.username) throw new Fault('SAME_PERSON')
  return { row, permit: supporterPermit(db, row.permitNo) }
}

/**
 * S1-D2, the first of three signatures: the Director's own key over the holder, the permit and the digest of the words.
 * A letter in the Director's name is hers alone.
 * @throws Fault PRINCIPAL_ONLY, NOT_FOUND, AWARD_STATE, SAME_PERSON, PERMIT_STATE, KEY_ABSENT, PASSPHRASE_WRONG, PASSPHRASE_DELAYED, LEDGER_ROLLED_BACK; RowStale.
 */
export const signAward = (context: Context, { passphrase, ...target }: Target & { passphrase: string }): Award => {
  const { db, clock, actor, office } = context
  requirePrincipal(context)
  const { row, permit } = checked(context, target)
  const payload: AwardPayload = {
    v: 1, k: 'commendation', no: row.no, iss: office.unit, on: clock.today(), at: `${clock.now().toISOString().slice(0, 19)}Z`, name: permit.name,
    id4: permit.nationalId.slice(-4), doc: permit.digest, txt: sha256(row.text), ...(office.training ? { test: true as const } : {}),
  }
  const bytes = canonicalText(payload)
  const signer = openDirectorSigner(context, passphrase)
  try {
    const jws = signer.sign('commendation+jws', bytes)
    return transact(db, () => {
      const now = checked(context, target).row
      const director = { signedBy: actor.username, signedAt: clock.now().toISOString(), kid: signer.kid, jws, digest: sha256(bytes) }
      saveAwardStep(db, { ...now, state: 'signed_director', director })
      appendEntry(context, {
        kind: 'award.sign', aggregate: { type: 'Award', id: row.id }, baseVersion: row.version, payload: { no: row.no, jws, digest: director.digest, kid: signer.kid },
      })
      return awardById(db, row.id)
    })
  } finally {
    signer.close()
  }
}
