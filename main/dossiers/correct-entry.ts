import type { Context } from '#main/app/ports'
import { dossiersOfHolder, dossiersOfPerson, findDossier } from '#db/dossiers/dossier-repo'
import { transact } from '#db/transact'
import { rewriteApplicant } from './intake-steps'
import { loadFor } from './load-dossier'
import { judgeApplicant, type TypedApplicant } from './save-intake'

/**
 * Page one of a filed dossier, mended by the expert; the ledger keeps the reason and what stood before. Holder and type stay
 * (S0-24); a company and answers left out stay as they are. Who somebody is, is mended for all their dossiers, for those are
 * of one person; what was issued keeps its bytes.
 * @throws Fault DOSSIER_STATE, INTAKE_REFUSED; RowStale.
 */
export const correctEntry = (context: Context, input: TypedApplicant & { id: string; version: number; reason: string }): { version: number } => {
  const version = transact(context.db, () => {
    const dossier = loadFor(context, 'dossiers.correctEntry', input.id, input.version)
    const { activityType, ...person } = input.person
    const applicant = { activityType, person, entity: input.entity ?? dossier.entity, answers: input.answers ?? dossier.answers }
    const warnings = judgeApplicant(context, applicant, dossier, true)
    return rewriteApplicant(context, dossier, applicant, { warnings, reason: input.reason })
  })
  for (const dossierId of concerned(context, input.id)) context.emit('dossier.changed', { dossierId })
  return { version }
}

/** Every dossier that shows the person or the company of this one. */
const concerned = ({ db }: Context, id: string): string[] => {
  const row = findDossier(db, id)
  const known = row ? [...dossiersOfPerson(db, row.person.nationalId), ...(row.entity ? dossiersOfHolder(db, row.holderId) : [])] : []
  return [...new Set([id, ...known.map((one) => one.id)])]
}
