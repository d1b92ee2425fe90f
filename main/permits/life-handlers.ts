import type { Handlers } from '#contract'
import type { PermitStatus } from '#contract/permit-life'
import type { Context } from '#main/app/ports'
import { acceptSkillEvidence, listSkillDeadlines } from './accept-skill'
import { permitOf } from './change-status'
import { listCentralOrders, noteCentralOrder } from './central-orders'
import { confirmationsToNote, noteConfirmations } from './note-confirmations'
import { refuseDossier } from './refuse-dossier'
import { decideRevocation, dismissRevocation, listRevocations, proposeRevocation } from './revocations'
import { reinstatePermit, suspendPermit } from './suspend-permit'
import { titlesIn } from './titles'

type Life =
  | 'refuse' | 'acceptSkillEvidence' | 'skillDeadlines' | 'suspend' | 'reinstate' | 'revocations' | 'proposeRevocation' | 'revoke'
  | 'dismissRevocation' | 'centralOrders' | 'noteCentralOrder' | 'confirmationsToNote' | 'noteConfirmations'

/** Tells open screens, after the commit, that a permit's dossier has something new to say. */
const told = (context: Context, { status, dossierId }: { status: PermitStatus; dossierId: string }): { status: PermitStatus } => {
  context.emit('dossier.changed', { dossierId })
  return { status }
}

/** What becomes of a permit after its signature (domain model §3.2), and the refusal of one (T18). */
export const lifeHandlers: Pick<Handlers<'permits', Context>, Life> = {
  refuse: refuseDossier,
  acceptSkillEvidence: (context, input) => told(context, acceptSkillEvidence(context, input)),
  skillDeadlines: (context) => ({ items: listSkillDeadlines(context) }),
  suspend: (context, input) => told(context, suspendPermit(context, input)),
  reinstate: (context, input) => told(context, reinstatePermit(context, input)),
  revocations: (context, { open }) => ({ items: listRevocations(context, open) }),
  proposeRevocation: (context, input) => {
    const proposed = proposeRevocation(context, input)
    context.emit('dossier.changed', { dossierId: permitOf(context, proposed.permitNo).dossierId })
    return proposed
  },
  revoke: (context, input) => told(context, decideRevocation(context, input)),
  dismissRevocation,
  centralOrders: (context, { open }) => ({ items: listCentralOrders(context, open) }),
  noteCentralOrder,
  confirmationsToNote: (context) => confirmationsToNote(context, titlesIn(context)),
  noteConfirmations,
}
