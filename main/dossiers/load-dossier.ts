import { Fault } from '#main/app/fault'
import type { Context } from '#main/app/ports'
import { assertMay } from '#main/workflow/index'
import { RowStale } from '#db/faults'
import { findDossier, type DossierRow } from '#db/dossiers/dossier-repo'

/**
 * The dossier a command is given on, as the caller saw it.
 * @throws Fault NOT_FOUND, DOSSIER_STATE; RowStale when somebody changed it meanwhile.
 */
export const loadFor = ({ db }: Context, command: string, id: string, version: number | null): DossierRow => {
  const row = findDossier(db, id)
  if (!row) throw new Fault('NOT_FOUND')
  assertMay(row.state, command)
  if (row.version !== version) throw new RowStale(id)
  return row
}
