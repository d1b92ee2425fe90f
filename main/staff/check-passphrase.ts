import { Fault } from '#main/app/fault'
import type { Attempts } from './attempts'
import type { KeyRing, Opened } from './key-ring'

/** The key ring and the counter of wrong tries, together the only way to a secret. */
export type Secrets = { ring: KeyRing; attempts: Attempts }

/**
 * Opens a user's secrets with the passphrase just typed.
 * @throws Fault PASSPHRASE_DELAYED {waitSeconds} without trying, PASSPHRASE_WRONG {failures, waitSeconds} after counting.
 */
export const checkPassphrase = ({ ring, attempts }: Secrets, username: string, passphrase: string): Opened => {
  const waitSeconds = attempts.secondsToWait(username)
  if (waitSeconds > 0) throw new Fault('PASSPHRASE_DELAYED', { waitSeconds })
  const opened = ring.open(username, passphrase)
  if (!opened) throw new Fault('PASSPHRASE_WRONG', attempts.failed(username))
  attempts.forgive(username)
  return opened
}
