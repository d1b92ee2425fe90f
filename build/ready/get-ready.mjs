import { makeBuilt } from './built.mjs'
import { isOnNode24 } from './node24.mjs'
import { installPackages } from './packages.mjs'

/**
 * From a fresh clone on bare Node 20 to a program that can run: packages, Node 24, and `built` output.
 * @returns whether to go on; false means that the same script runs on Node 24 in a child of this process
 */
export const getReady = (script, { built }) => {
  installPackages()
  if (!isOnNode24(script)) return false
  if (built) makeBuilt()
  return true
}
