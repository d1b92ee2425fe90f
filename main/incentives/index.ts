import type { Handlers } from '#contract'
import type { Context } from '#main/app/ports'
import { listAwards } from '#db/incentives/award-repo'
import { giveAward, recordSignature } from './advance-award'
import { describeAward } from './describe-award'
import { prepareAward } from './prepare-award'
import { signAward } from './sign-award'

export { awardById } from './describe-award'

export const incentiveHandlers: Handlers<'incentives', Context> = {
  awards: ({ db }) => ({ items: listAwards(db).map((row) => describeAward(db, row)) }),
  prepareAward,
  signAward,
  recordSignature,
  giveAward,
}
