import type { Reader } from '#db/handle'
import { deathOf } from '#db/dossiers/casework-repo'
import type { AidCaseRow } from '#db/livelihood/aid-case-repo'

/** S2-13: a death known to the centre or recorded in this office closes the case. @returns its day, or null. */
export const diedOn = (db: Reader, aid: Pick<AidCaseRow, 'nationalId' | 'diedOn'>): string | null =>
  aid.diedOn ?? deathOf(db, aid.nationalId)?.on ?? null
