import { Fault } from '#main/app/fault'
import type { Context } from '#main/app/ports'
import { assertMay } from '#main/workflow/index'
import { RowStale } from '#db/faults'
import { findDossier, type DossierRow } from '#db/dossiers/dossier-repo'
import type { LinkRow } from '#db/supporters/link-repo'

/**
 * The covered person's dossier a command is given on, as the caller saw it.
 * @throws Fault NOT_FOUND, DOSSIER_STATE; RowStale.
 */
export const coveredFor = ({ db }: Context, command: string, target: { dossierId: string; version: number }): DossierRow => {
  const row = findDossier(db, target.dossierId)
  if (!row) throw new Fault('NOT_FOUND')
  assertMay(row.state, command)
  if (row.version !== target.version) throw new RowStale(row.id)
  return row
}

/** A dossier that is introduced or linked has a live link: they are written together. */
export const liveLinkFor = (link: LinkRow | undefined): LinkRow => {
  if (!link) throw new TypeError('an introduced or linked dossier without its support')
  return link
}
