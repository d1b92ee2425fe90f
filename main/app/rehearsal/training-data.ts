import type { IsoDay } from '#contract/values/jalali'
import type { Desk } from './desk'
import { dossiersIn, importSubmissions, recordLetters, reviewAll, signQueue } from './casework'
import { fillEveryKind } from './every-kind'
import { fillHelp } from './help'
import { openProgrammeYear, referAll, signReferrals, visitAll } from './banking'

const quiet = (): void => undefined

/**
 * Fills a training office so that every role finds work in every state: some dossiers wait at the agency, some for the
 * expert, some for the Director, some are signed, visited and referred. Everything goes through the ordinary operations.
 * @param submissions the shipped sample, CSV bytes.
 */
export const fillTrainingOffice = async (desk: Desk, submissions: Uint8Array, today: IsoDay): Promise<void> => {
  await openProgrammeYear(desk, today)
  await desk.director.call('signing.createKey', { passphrase: desk.director.passphrase })
  await importSubmissions(desk, 'submissions.csv', submissions)
  const atAgency = await dossiersIn(desk, 'at_agency')
  await recordLetters(desk, atAgency.slice(0, Math.ceil(atAgency.length * 0.75)), today, quiet)
  const inReview = await dossiersIn(desk, 'in_expert_review')
  await reviewAll(desk, inReview.slice(0, Math.ceil(inReview.length * 0.75)), quiet)
  await signQueue(desk, 12)
  await visitAll(desk, today, 5, quiet)
  await referAll(desk, 4, quiet)
  await signReferrals(desk)
  await fillEveryKind(desk, today)
  await fillHelp(desk)
}
