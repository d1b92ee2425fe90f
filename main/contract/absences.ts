import { z } from 'zod'
import { operation, shape } from './define'
import { permitNumber, type AbsencePayload } from './verify/absence'

/** A signed refusal whose signature is good. `registered`: a document of this number has come into the register since. */
export type AbsenceAnswer = { payload: AbsencePayload; kid: string; test: boolean; registered: boolean }

export const absenceOperations = {
  /**
   * Signs with the office seal that no permit of this number is in the register, naming the checkpoint that tells which
   * register: against forged numbers (docs/formats/absence.md). What is not yet sealed is sealed first.
   */
  stateAbsence: operation({
    kind: 'write', access: ['director', 'expert', 'clerk'], input: z.object({ no: permitNumber }),
    output: shape<{ fileName: string; content: string }>(),
    errors: ['PERMIT_REGISTERED', 'NUMBER_FOREIGN', 'LEDGER_ROLLED_BACK', 'SEAL_KEY_ABSENT'],
  }),
} as const
