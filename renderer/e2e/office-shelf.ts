import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** Names the folder to the workers of a run. */
export const shelfVariable = 'MOHR_E2E_SHELF'

/** Before a run: where its workers keep the offices that others copy. @returns what clears it away at the end. */
export default (): (() => void) => {
  const shelf = mkdtempSync(join(tmpdir(), 'mohr-e2e-shelf-'))
  process.env[shelfVariable] = shelf
  return () => { rmSync(shelf, { recursive: true, force: true }) }
}
