import type { Handlers } from '#contract'
import type { Context } from '#main/app/ports'
import { deskFilters, dropDeskFilter, saveDeskFilter } from './desk-filters'
import { noteLook, weighDossier } from './weigh-dossier'

export { findMarks, newMemory } from './find-marks'
export { lookAt } from './weigh-dossier'

type Desk = 'weigh' | 'noteLook' | 'deskFilters' | 'saveDeskFilter' | 'dropDeskFilter'

/** What the Director's desk asks beside the permit itself. */
export const deskHandlers: Pick<Handlers<'permits', Context>, Desk> = {
  weigh: weighDossier,
  noteLook,
  deskFilters,
  saveDeskFilter,
  dropDeskFilter,
}
