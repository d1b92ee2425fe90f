import { z } from 'zod'
import { noInput, operation, shape } from './define'
import type { PermitStatus } from './permit-life'
import type { SigningKey } from './signing-key'
import { line, passphrase, plain } from './values/fields'

/** Whether a permit certainly lay in the register before the key was suspected, or only says so, or came after. */
export type Proof = 'before' | 'unproven' | 'after'

export type SuspectPermit = {
  no: string
  dossierId: string
  kind: 'permit' | 'confirmation'
  name: string
  fieldTitle: string
  status: PermitStatus
  issuedOn: string
  /** When the register wrote it down, and its place there. */
  signedAt: string
  seq: number
  proof: Proof
  /** In force and not proven: it is suspended with the others. */
  suspends: boolean
  /** What signs it again: the open dossier, or the permit that took its place. */
  again: { dossierId: string; state: string; no: string | null } | null
}

/** What one command would do, and nothing of it done. */
export type CompromiseDrill = {
  kid: string
  use: SigningKey['use']
  holder: string
  keyState: SigningKey['state']
  since: string
  /** Entries that certainly lay in the register before, and the checkpoint that says so. */
  position: number
  sealedAt: string | null
  signed: number
  suspends: number
  before: number
  permits: SuspectPermit[]
  /** SHA-256 over what is shown: the act is bound to it. */
  digest: string
}

export type CompromiseOutcome = {
  suspended: number
  /** Brought back to the desk (permits) or to the experts (confirmations). */
  returned: number
  /** Suspended, but not brought back: its holder died, a dossier is open, a revocation is proposed. */
  held: { no: string; why: 'holder_dead' | 'dossier_open' | 'revocation_open' }[]
  /** A new seal was made at once: the lists could not be published without one. */
  newSeal: string | null
}

/** A key that was declared stolen, and how far the signing anew has come. */
export type Compromise = { kid: string; use: SigningKey['use']; holder: string; since: string; at: string; by: string; reason: string; suspended: number; again: number; waiting: number }

const kid = z.string().regex(/^[das]-[A-Za-z0-9_-]{16}$/, 'INVALID')
const since = z.iso.datetime('INVALID')

export const compromiseOperations = {
  compromises: operation({ kind: 'read', access: ['director', 'system_manager', 'auditor'], input: noInput, output: shape<{ items: Compromise[] }>(), errors: [] }),
  /** Practice: what would be suspended if this key had been in other hands since then. Changes nothing. */
  compromiseDrill: operation({
    kind: 'read', access: ['director', 'system_manager', 'auditor'], input: z.object({ kid, since }), output: shape<CompromiseDrill>(), errors: ['COMPROMISE_FUTURE'],
  }),
  /** The same in earnest, bound to what was shown: the key ends, all are suspended in the lists, and each comes back to be signed again. */
  declareCompromise: operation({
    kind: 'write', access: ['director', 'system_manager'],
    input: z.object({ kid, since, digest: plain(60), reason: line(500, 3), passphrase }),
    output: shape<CompromiseOutcome>(),
    errors: ['COMPROMISE_FUTURE', 'COMPROMISE_CHANGED', 'COMPROMISE_LATER', 'PASSPHRASE_WRONG', 'PASSPHRASE_DELAYED', 'LEDGER_ROLLED_BACK'],
  }),
} as const
