import { resolve } from 'node:path'

/** The work tree: everything the scripts touch is below it. */
export const root = resolve(import.meta.dirname, '..', '..')
