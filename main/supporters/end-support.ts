import type { Context } from '#main/app/ports'
import { moveDossier } from '#main/dossiers/index'
import { findDossier, type DossierRow } from '#db/dossiers/dossier-repo'
import { carryLinks, endLink, liveLinkOf, liveLinksOfSupporter, type LinkRow } from '#db/supporters/link-repo'
import { transact } from '#db/transact'
import type { Moved } from './introduce'
import { coveredFor, liveLinkFor } from './load'

export type Ending = { dossierId: string; version: number; reason: string }

/**
 * T26: the supporter's no; the person keeps the place in the pool (S4-10).
 * @throws Fault NOT_FOUND, DOSSIER_STATE; RowStale.
 */
export const decline = (context: Context, input: Ending): Moved => endAs(context, 'decline', input)

/**
 * T28: the person left the supporter and waits anew (S1-B5).
 * @throws Fault NOT_FOUND, DOSSIER_STATE; RowStale.
 */
export const release = (context: Context, input: Ending): Moved => endAs(context, 'release', input)

/**
 * T26, T28: everybody offered to or taken on by a supporter goes back to the pool, because its permit ended. Inside the
 * caller's transaction.
 * @param reason said to nobody, kept in the ledger. @returns how many went back.
 */
export const releaseCoveredOf = (context: Context, permitNo: string, reason: string): number => {
  if (!context.db.inTransaction) throw new Error('covered persons go back with the permit that ends')
  const links = liveLinksOfSupporter(context.db, permitNo)
  for (const link of links) {
    const covered = findDossier(context.db, link.dossierId)
    if (covered) endOne(context, covered, link, link.state === 'introduced' ? 'decline' : 'release', reason)
  }
  return links.length
}

/**
 * P10: who a supporter has, or was offered, goes on with the permit that follows. Inside the transaction that supersedes it; the
 * successor's row may come after.
 */
export const carryCovered = (context: Context, fromNo: string, toNo: string): void => {
  if (!context.db.inTransaction) throw new Error('covered persons go over with the permit')
  carryLinks(context.db, fromNo, toNo)
}

const endAs = (context: Context, verb: 'decline' | 'release', input: Ending): Moved => {
  const done = transact(context.db, () => {
    const covered = coveredFor(context, `supporters.${verb}`, input)
    return endOne(context, covered, liveLinkFor(liveLinkOf(context.db, covered.id)), verb, input.reason)
  })
  context.emit('dossier.changed', { dossierId: input.dossierId })
  return done
}

const endOne = (context: Context, covered: DossierRow, link: LinkRow, verb: 'decline' | 'release', reason: string): Moved => {
  // The link first: the dossier's own trigger ends what is still live when a dossier closes.
  endLink(context.db, link.id, verb === 'decline' ? 'declined' : 'left', context.clock.today(), reason)
  const { version, to } = moveDossier(context, covered, `supporters.${verb}`, {
    kind: verb === 'decline' ? 'support.decline' : 'support.release',
    payload: { link_id: link.id, supporter_permit_no: link.supporterNo, reason },
  })
  return { version, state: to }
}
