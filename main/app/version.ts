import { version as packageVersion } from '#package'

/** The program's own version, as in package.json. */
export const version: string = packageVersion
