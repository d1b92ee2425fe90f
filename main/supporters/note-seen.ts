import type { Writer } from '#db/handle'
import { liveLinksOfSupporter, markWorking, seenInLink, type LinkRow } from '#db/supporters/link-repo'

/** Persons taken on by a supporter: whom a visit may see at work. */
export const takenOnBy = (db: Writer, permitNo: string): LinkRow[] =>
  liveLinksOfSupporter(db, permitNo).filter((link) => link.state !== 'introduced')

/**
 * S1-B5: brings every live support in line with the newest completed visit that saw the person since the acceptance. Called
 * with the completion or correction of a supporter's visit form, inside its transaction.
 */
export const noteSeen = (db: Writer, permitNo: string): void => {
  for (const link of takenOnBy(db, permitNo)) {
    const working = seenInLink(db, link).at(-1)?.working ?? false
    if (working !== (link.state === 'working')) markWorking(db, link.id, working)
  }
}
