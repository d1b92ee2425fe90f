import type { Handlers } from '#contract'
import type { PermitTimestamps, StoredTimestamp, TimestampStatus } from '#contract/timestamps'
import { Fault } from '#main/app/fault'
import type { Context } from '#main/app/ports'
import { anchorOf } from '#main/checkpoints/index'
import { appendEntry } from '#main/ledger/index'
import { findAuthority } from '#db/timestamps/authority-repo'
import { countPressing, countTokens, findWait, recentTokens, signedText, tokensOf, type TokenRow } from '#db/timestamps/timestamp-repo'
import { transact } from '#db/transact'
import { isStamping, stampNow } from './background'
import { saveSettings, settingsInForce, viewSettings } from './settings'
import { signedBytes } from './signed-bytes'
import { ordinaryPorts, testAuthorities } from './stamp-waiting'
import { ageOfUnstamped, clockOf } from './unstamped'
import { verifyResponse } from './verify-response'

/** Shown at once. */
const shown = 20

const toStored = ({ kind, ref, genTime, authority, serial, policy, accuracyMs, url, fetchedAt }: TokenRow): StoredTimestamp =>
  ({ kind, ref, time: genTime, authority, serial, policy, accuracyMs, url, fetchedAt })

const statusOf = (context: Context): TimestampStatus => {
  const { db } = context
  return {
    ...ageOfUnstamped(context), waiting: countPressing(db), clock: clockOf(context), anchor: anchorOf(context), stamped: countTokens(db), recent: recentTokens(db, shown).map(toStored),
    authorities: settingsInForce(db).urls.map((url) => findAuthority(db, url) ?? { url, failures: 0, lastFault: null, failedAt: null, nextAt: null, lastOkAt: null }),
    running: isStamping(db),
  }
}

const requireOn = ({ db }: Context): void => {
  if (!settingsInForce(db).on) throw new Fault('TIMESTAMPS_OFF')
}

/** A permit's timestamps, each checked again against its own signature and the certificates pinned today. @throws Fault NOT_FOUND. */
const ofPermit = async ({ db }: Context, no: string): Promise<PermitTimestamps> => {
  const text = signedText(db, 'permit', no)
  if (text === undefined) throw new Fault('NOT_FOUND')
  const { on, caPem } = settingsInForce(db)
  const signed = signedBytes('permit', text)
  const tokens = await Promise.all(tokensOf(db, 'permit', no).map(async (row) => {
    const check = await verifyResponse(row.response, { signed, nonce: null, policy: '', caPem })
    return { ...toStored(row), fault: check.ok ? null : check.fault }
  }))
  const wait = findWait(db, 'permit', no)
  return { state: tokens.length > 0 ? 'stamped' : !on ? 'off' : wait ? 'waiting' : 'none', since: wait?.signedAt ?? null, tokens }
}

export const timestampHandlers: Handlers<'timestamps', Context> = {
  status: statusOf,
  settings: ({ db }) => viewSettings(db),
  saveSettings,
  run: async (context) => {
    requireOn(context)
    return stampNow(context, { force: true })
  },
  test: async (context) => {
    requireOn(context)
    return { results: await testAuthorities(context, ordinaryPorts) }
  },
  ofPermit: (context, { no }) => ofPermit(context, no),
  exportFile: (context, { no }) =>
    transact(context.db, (db) => {
      if (signedText(db, 'permit', no) === undefined) throw new Fault('NOT_FOUND')
      const token = tokensOf(db, 'permit', no)[0]
      if (!token) throw new Fault('TIMESTAMP_ABSENT')
      appendEntry(context, {
        kind: 'export.make', aggregate: { type: 'Permit', id: no }, baseVersion: 0, payload: { what: 'timestamp', no, bytes: token.response.length },
      })
      return { fileName: `${no}.tsr`, base64: token.response.toString('base64') }
    }),
}
