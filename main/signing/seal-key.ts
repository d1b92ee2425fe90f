import { Fault } from '#main/app/fault'
import type { Context } from '#main/app/ports'
import { refuseRolledBack, refuseUnanchored } from '#main/checkpoints/index'
import { refuseUnstamped } from '#main/timestamps/index'
import { readMachine } from '#db/office/machine-repo'
import { findActiveKey } from '#db/signing/key-repo'
import { transact } from '#db/transact'
import { enrolKey, generateKey } from './make-key'
import { openSigner, type Signer, type SigningPurpose } from './signer'

/**
 * Makes the office's seal at its founding: the key that signs instant confirmations (S1-A10) without a person.
 * Its private part lies in the encrypted database, so it works exactly while somebody is signed in.
 */
export const createSealKey = (context: Context): void => {
  const key = generateKey('seal')
  try {
    transact(context.db, () => void enrolKey(context, key, context.office.unit, { privateDer: key.privateDer }))
  } finally {
    key.privateDer.fill(0)
  }
}

/**
 * Opens the seal.
 * @param purpose status lists are published even where nothing may be issued: they take rights away.
 * @throws Fault LEDGER_ROLLED_BACK, TIMESTAMP_OVERDUE, CLOCK_WRONG, ANCHOR_OVERDUE, SEAL_KEY_ABSENT, MACHINE_JOINED: the seal is on the first.
 */
export const sealSigner = (context: Context, purpose: SigningPurpose = 'issue'): Signer => {
  refuseRolledBack(context)
  if (purpose === 'issue') {
    refuseUnstamped(context)
    refuseUnanchored(context)
  }
  const key = findActiveKey(context.db, 'seal', context.office.unit)
  if (!key?.privateDer) throw new Fault(readMachine(context.db).joinedAt === null ? 'SEAL_KEY_ABSENT' : 'MACHINE_JOINED')
  return openSigner(key.privateDer, 'seal')
}
