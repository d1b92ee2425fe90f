import { dossierMoves, type DossierMove } from '#contract/casework'
import { findOperation, type Role } from '#contract'
import type { DossierDetail } from '#contract/dossiers'

/** What this person may do to a dossier: what the dossier allows today and the operation lets the role do. */
export const movesFor = (dossier: Pick<DossierDetail, 'moves'>, roles: readonly Role[]): DossierMove[] =>
  dossierMoves.filter((move) => dossier.moves.includes(move) && roles.some((role) => {
    const access = findOperation(`dossiers.${move}`)?.access
    return Array.isArray(access) && access.includes(role)
  }))
