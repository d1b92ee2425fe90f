import { hostConfig } from './read-config'

/**
 * The office's data folder: the one given, else MOHR_HOME, else the machine's configuration, else where this system keeps a
 * user's data. All three shells ask here, so that the window and the nightly command mean the same office.
 */
export const dataFolder = (given?: string): string => hostConfig(given).home
