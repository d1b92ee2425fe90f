import type { PermitStatus } from '#contract/permit-life'
import type { StatusListFile } from '#contract/status-lists'
import { bytesInList, mostEnds, setStatusAt, statusValues, type StatusValue } from '#contract/verify/status-list'
import type { IsoDay } from '#contract/values/jalali'
import type { Context } from '#main/app/ports'
import { appendEntry, sha256 } from '#main/ledger/index'
import { sealSigner } from '#main/signing/index'
import { deviating, findStatusList, listsInUse, placeOfNumber, putStatusList, type StatusListRow } from '#db/permits/status-list-repo'
import { latestEnds } from '#db/signing/delegation-repo'
import { hasActiveKey } from '#db/signing/key-repo'
import { transact } from '#db/transact'
import { freshSeconds, signList } from './sign-list'

/** Domain model §3.2: a permit that ran out is 0, its own bytes say till when it was valid. */
const values: Record<PermitStatus, StatusValue> = {
  valid: statusValues.valid, conditional: statusValues.valid, expired: statusValues.valid, suspended: statusValues.suspended,
  revoked: statusValues.invalid, closed_by_death: statusValues.invalid, superseded: statusValues.superseded,
}

/** The bits of a list as the permits themselves say them. */
const rebuilt = (context: Context, list: string): Buffer => {
  const bits = Buffer.alloc(bytesInList)
  for (const { place, status } of deviating(context.db, list)) setStatusAt(bits, place, values[status])
  return bits
}

/** Published while the clock was wrong: no bank relies on it before its day, so it holds no honest list up (trigger of 0450). */
const farAhead = (row: StatusListRow, context: Context): boolean =>
  Date.parse(row.issuedAt) - context.clock.now().getTime() > freshSeconds * 1000

/** Signs and stores a list and its ledger entry, which carries it to the registry; in the caller's transaction. @throws Fault SEAL_KEY_ABSENT. */
const publish = (context: Context, list: string, bits: Buffer): void => {
  const { db, clock, office } = context
  const before = findStatusList(db, list)
  const signer = sealSigner(context, 'protect')
  try {
    // Not earlier than the one before, though a clock was put back: readers keep the newest. One from far ahead is no measure.
    const least = before && !farAhead(before, context) ? Date.parse(before.issuedAt) : 0
    const now = new Date(Math.max(clock.now().getTime(), least))
    const jws = signList(signer, list, bits, now, office.training, latestEnds(db, mostEnds))
    const issuedAt = `${now.toISOString().slice(0, 19)}Z`
    const freshUntil = `${new Date(Date.parse(issuedAt) + freshSeconds * 1000).toISOString().slice(0, 19)}Z`
    const row: StatusListRow = { list, version: (before?.version ?? 0) + 1, bits, jws, digest: sha256(jws), kid: signer.kid, issuedAt, freshUntil }
    putStatusList(db, row)
    appendEntry(context, {
      kind: 'statusList.publish', aggregate: { type: 'StatusList', id: list }, baseVersion: row.version - 1,
      payload: { list, at: issuedAt, digest: row.digest, jws },
    })
  } finally {
    signer.close()
  }
}

/**
 * Publishes the list of a permit whose status has just changed, in the same transaction: nobody is suspended here and still
 * valid in the newest list. Without a seal a permit must still be suspended: the list then waits, and its age tells.
 */
export const publishChange = (context: Context, no: string, from: PermitStatus, to: PermitStatus): void => {
  const { db, office, log } = context
  const at = placeOfNumber(db, no)
  if (!at || values[from] === values[to]) return
  if (!hasActiveKey(db, 'seal', office.unit)) return log.write('warn', 'status_list.no_seal', { list: at.list })
  const bits = findStatusList(db, at.list)?.bits ?? rebuilt(context, at.list)
  setStatusAt(bits, at.place, values[to])
  publish(context, at.list, bits)
}

/** Publishes every list once, its bits taken anew from the permits, after many changed together. In the caller's transaction. */
export const publishRebuilt = (context: Context): void => {
  const { db, office, log } = context
  if (!hasActiveKey(db, 'seal', office.unit)) return log.write('warn', 'status_list.no_seal')
  for (const list of listsOf(context)) publish(context, list, rebuilt(context, list))
}

/**
 * Publishes every list anew, for what stands in all of them: a delegation that was taken back just now. In the caller's
 * transaction; without a seal the lists wait.
 */
export const publishEnds = (context: Context): void => {
  const { db, office, log } = context
  if (!hasActiveKey(db, 'seal', office.unit)) return log.write('warn', 'status_list.no_seal')
  for (const list of listsOf(context)) publish(context, list, findStatusList(db, list)?.bits ?? rebuilt(context, list))
}

/** Lists of this office in order; the first is there before its first permit, so that a bank can always be given one. */
const listsOf = (context: Context): string[] => [...new Set([`${context.office.unit}-1`, ...listsInUse(context.db)])].sort()

const olderThan = (row: StatusListRow | undefined, context: Context, seconds: number): boolean =>
  !row || farAhead(row, context) || context.clock.now().getTime() - Date.parse(row.issuedAt) > seconds * 1000

/**
 * One list of the nightly publication: its bits are taken anew from the permits, so that a list that had fallen behind is set
 * right; one that was already published today and is right is left alone, unless a wrong clock dated it.
 */
export const publishNightly = (context: Context, today: IsoDay, after: string): { done: number; next: string | null } => {
  if (!hasActiveKey(context.db, 'seal', context.office.unit)) return { done: 0, next: null }
  const [list, ...more] = listsOf(context).filter((name) => name > after)
  if (list === undefined) return { done: 0, next: null }
  const done = transact(context.db, () => {
    const row = findStatusList(context.db, list)
    const bits = rebuilt(context, list)
    if (row && row.issuedAt >= today && !farAhead(row, context) && row.bits.equals(bits)) return 0
    publish(context, list, bits)
    return 1
  })
  return { done, next: more.length > 0 ? list : null }
}

/** Every list as a file for others, none older than half of its time. @throws Fault SEAL_KEY_ABSENT. */
export const exportStatusLists = (context: Context): StatusListFile[] =>
  transact(context.db, (db) =>
    listsOf(context).map((list) => {
      if (olderThan(findStatusList(db, list), context, freshSeconds / 2)) publish(context, list, rebuilt(context, list))
      const row = findStatusList(db, list)
      if (!row) throw new Error('a list that was just published is there')
      return { list, fileName: `status-${list}.jwt`, content: `${row.jws}\n`, asOf: row.issuedAt, freshUntil: row.freshUntil, digest: row.digest }
    }))

