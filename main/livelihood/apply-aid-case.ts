import type { Change } from '#contract/wire/changes'
import type { AidCaseBody } from '#contract/wire/aid-case'
import { Fault } from '#main/app/fault'
import type { Context } from '#main/app/ports'
import { appendEntry, canonicalText, sha256 } from '#main/ledger/index'
import { dropAidCase, findAidCase, findAidCaseById, putAidCase, type AidCaseRow } from '#db/livelihood/aid-case-repo'
import { transact } from '#db/transact'

/**
 * The only way a case of aid comes into this office (S2-02, S2-08): as the centre told it. What is older than what is already
 * known is not taken again, so that a feed read in another order has the same end. A tombstone takes the case away.
 * @throws Fault AID_TRANSFER when a known case is given to somebody else (S2-12).
 */
export const applyAidCase = (context: Context, { op, id }: Pick<Change, 'op' | 'id'>, body: AidCaseBody): void =>
  transact(context.db, (db) => {
    const known = findAidCase(db, body.national_id)
    const sameCase = findAidCaseById(db, id)
    // S2-12: a case is its household head's for good; what says otherwise is kept for a person to look at.
    if (sameCase && sameCase.nationalId !== body.national_id) throw new Fault('AID_TRANSFER')
    if (known && known.asOf > body.as_of) return
    if (op === 'tombstone' && !known) return
    if (known) dropAidCase(db, known.nationalId)
    if (op === 'upsert') putAidCase(db, rowOf(id, body, known?.version ?? 0))
    appendEntry(context, {
      kind: 'aid.receive', aggregate: { type: 'AidCase', id }, baseVersion: known?.version ?? 0,
      payload: { op, digest: sha256(canonicalText(body)), ...body },
    })
  })

const rowOf = (caseId: string, body: AidCaseBody, version: number): AidCaseRow => ({
  nationalId: body.national_id, caseId, version: version + 1, standing: body.standing, eligible: body.eligible, body: body.body,
  introducedOn: body.introduced_on, resultToldOn: body.result_told_on, objectionNo: body.objection?.no ?? null, objectionOn: body.objection?.on ?? null,
  objectionState: body.objection?.state ?? null, diedOn: body.died_on, mobile: body.mobile, asOf: body.as_of,
})
