import type { Handlers } from '#contract'
import { Fault } from '#main/app/fault'
import type { Context } from '#main/app/ports'
import { seesMasked } from '#main/dossiers/index'
import { appendEntry, sha256 } from '#main/ledger/index'
import { transact } from '#db/transact'
import { paperMaker } from './permit-paper'
import { printAward } from './print-award'
import { printPermits } from './print-permits'
import { printReferral } from './print-referral'
import { oneAtATime, stopPrint } from './running'

const bankPage = (context: Context): { fileName: string; content: string; digest: string } => {
  const content = context.bankPage?.()
  if (!content) throw new Fault('BANK_PAGE_ABSENT')
  const digest = sha256(content)
  transact(context.db, () => {
    appendEntry(context, {
      kind: 'export.make', aggregate: { type: 'Key', id: 'bank-page' }, baseVersion: 0, payload: { what: 'bank-page', bytes: Buffer.byteLength(content), sha256: digest },
    })
  })
  return { fileName: 'mohr-verify.html', content, digest }
}

export const paperHandlers: Handlers<'papers', Context> = {
  // Who sees a face masked sees no picture of it either.
  preview: (context, { no }) => paperMaker(context)(no, seesMasked(context.actor.role) ? 'masked' : 'screen'),
  print: (context, input) => oneAtATime(context.actor.username, (signal) => printPermits(context, input, signal)),
  printAward: (context, input) => oneAtATime(context.actor.username, (signal) => printAward(context, input, signal)),
  printReferral: (context, input) => oneAtATime(context.actor.username, (signal) => printReferral(context, input, signal)),
  cancel: ({ actor }) => ({ stopped: stopPrint(actor.username) }),
  bankPage,
}
