import type { Context, DailyStep } from '#main/app/ports'
import { appendEntry } from '#main/ledger/index'
import { entriesOf } from '#db/ledger/ledger-repo'
import { listKeys } from '#db/signing/key-repo'
import { transact } from '#db/transact'
import { trustNow } from './key-trust'

/** Days before the end of a certificate at which it is written down, each once. */
const stages = [60, 30, 7] as const

/** Writes into the ledger that a key in use will soon have no certificate; the keys page says so every day. @returns how many. */
export const warnOfExpiry = (context: Context): number =>
  transact(context.db, (db) => {
    const soon = listKeys(db).filter(({ state }) => state === 'active').flatMap((key) => trustNow(context, key).certificates.filter(({ fault }) => fault === null).slice(0, 1))
    const due = soon.flatMap(({ fingerprint, kid, daysLeft, notAfter }) => {
      const stage = stages.findLast((days) => daysLeft <= days)
      const told = entriesOf(db, 'Certificate', fingerprint).filter(({ kind }) => kind === 'certificate.expiring').map(({ payload }) => (JSON.parse(payload) as { stage: number }).stage)
      return stage === undefined || told.some((one) => one <= stage) ? [] : [{ fingerprint, kid, stage, notAfter }]
    })
    for (const { fingerprint, ...payload } of due) {
      appendEntry(context, { kind: 'certificate.expiring', aggregate: { type: 'Certificate', id: fingerprint }, baseVersion: 1, payload: { kid: payload.kid, stage: payload.stage, not_after: payload.notAfter } })
    }
    return due.length
  })

export const signingDailySteps: readonly DailyStep[] = [
  { name: 'signing.warnOfExpiry', chunk: (context) => ({ done: warnOfExpiry(context), next: null }) },
]
