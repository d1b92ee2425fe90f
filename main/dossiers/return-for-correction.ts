import type { Asked } from '#contract/casework'
import type { DossierState } from '#contract/dossiers'
import type { Context } from '#main/app/ports'
import type { DossierRow } from '#db/dossiers/dossier-repo'
import { transact } from '#db/transact'
import { loadFor } from './load-dossier'
import { moveDossier } from './move-dossier'

const command = 'dossiers.returnForCorrection'
type Wanted = { kind: Asked['kind']; items: string[]; reason: string }

/** T08: what is wrong or missing, item by item (S3-12); the fourteen days stand still until it is answered (S0-11). @throws Fault DOSSIER_STATE. */
export const returnForCorrection = (context: Context, input: Wanted & { id: string; version: number }): { version: number; state: DossierState } => {
  const done = transact(context.db, () => askForCorrection(context, loadFor(context, command, input.id, input.version), input))
  context.emit('dossier.changed', { dossierId: input.id })
  return done
}

/** The same inside the caller's transaction: an agency's letter asks too (decision `correct`). */
export const askForCorrection = (context: Context, dossier: DossierRow, { kind, items, reason }: Wanted): { version: number; state: DossierState } => {
  const asked: Asked = { kind, items: items.map((text) => ({ text, answer: null })), reason }
  const round = dossier.round + 1
  const { version, to } = moveDossier(context, dossier, command, {
    kind: 'dossier.returnForCorrection', payload: { kind, items, reason, round, return_to: dossier.state },
    set: { returnTo: dossier.state, asked: JSON.stringify(asked), round }, pause: { kind, reason },
    say: kind === 'documents' ? 'dossier.documents' : 'dossier.correction', vars: { why: items.join('، ') },
  })
  return { version, state: to }
}
