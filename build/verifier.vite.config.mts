import { resolve } from 'node:path'
import { oneFileConfig } from './one-file.mjs'

const root = resolve(import.meta.dirname, '..')

/** The page that a bank keeps on its desktop: one file, no address in it. */
export default oneFileConfig(resolve(root, 'verifier'), resolve(root, 'out/verifier'), 'mohr-verify.html')
