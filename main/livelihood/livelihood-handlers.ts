import type { Handlers } from '#contract'
import type { Context } from '#main/app/ports'
import { announceVisit } from './announce-visit'
import { counts } from './counts'
import { desk, guide } from './guidance'
import { lookUp } from './look-up'

/** All there is to do about aid in an office: look, explain, announce, count. Nothing registers or edits a case (S2-08, S2-09). */
export const livelihoodHandlers: Handlers<'livelihood', Context> = { desk, lookUp, guide, announceVisit, counts }
