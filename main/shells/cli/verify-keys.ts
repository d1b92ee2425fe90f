import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { joinKeys, readDelegationFile } from '#contract/verify/delegation'
import type { StolenKey } from '#contract/verify/trust-file'
import type { CheckedList } from '#contract/verify/judge'
import { keysOfPem, verifyListText } from '#main/permits/index'
import { dataFolder } from '#main/shells/host/data-folder'
import { actingKeys, keysOfTrustFile, type TrustedKey, type VerifierKey } from '#main/signing/index'
import { text, texts, type Given } from './command'

/** Keys as they were given, with what their trust file says of acting directors' stolen ones. */
export type GivenKeys = { keys: Keys; stolen: readonly StolenKey[]; /** The newest change that it tells of. */ at: string | null }
export type Keys = readonly (VerifierKey & Partial<Pick<TrustedKey, 'bounds'>>)[]

const keyFiles = ['office-public-key.pem', 'office-seal-public-key.pem']
/** A trust file of two hundred keys and a full status list are far smaller. */
const mostBytes = 1024 * 1024

const readSmall = (path: string): string => {
  if (statSync(path).size > mostBytes) throw new RangeError(path)
  return readFileSync(path, 'utf8')
}

/** The keys of `--key`, else those that lie beside the file or above it, else those exported in the data folder. */
const keyPaths = (given: Given, file: string): string[] => {
  const named = text(given, 'key')
  if (named) return [named]
  for (let folder = dirname(resolve(file)); ; folder = dirname(folder)) {
    const found = keyFiles.map((name) => join(folder, name)).filter((path) => existsSync(path))
    if (found.length > 0) return found
    if (folder === dirname(folder)) break
  }
  return keyFiles.map((name) => join(dataFolder(text(given, 'home')), 'export', name)).filter((path) => existsSync(path))
}

/** The public keys to check a file with, or null when there is none that could be used. */
export const pemKeysFor = (given: Given, file: string, known: Map<string, Keys>): Keys | null => {
  const paths = keyPaths(given, file)
  try {
    for (const path of paths) if (!known.has(path)) known.set(path, keysOfPem(readSmall(path)))
  } catch {
    return null
  }
  const keys = paths.flatMap((path) => known.get(path) ?? [])
  return keys.length > 0 ? keys : null
}

/** The trust file of `--trust`: null when it is none. */
export const trustOf = (path: string): ReturnType<typeof keysOfTrustFile> => {
  try {
    return keysOfTrustFile(readSmall(path))
  } catch {
    return null
  }
}

/**
 * The same keys with those that the delegations of `--delegation` vouch for. One that can't be used stops everything, like a
 * list.
 */
export const withDelegations = (given: Given, { keys, stolen }: Pick<GivenKeys, 'keys' | 'stolen'>): { keys: Keys } | { file: string } => {
  let joined: Keys = keys
  for (const file of texts(given, 'delegation')) {
    try {
      const read = readDelegationFile(readSmall(file))
      const acting = read && actingKeys([read], keys, stolen)
      if (!acting) return { file }
      joined = joinKeys(joined, acting)
    } catch {
      return { file }
    }
  }
  return { keys: joined }
}

/** A folder stands for the lists in it. */
const listPaths = (path: string): string[] =>
  statSync(path).isDirectory() ? readdirSync(path).filter((name) => name.endsWith('.jwt')).sort().map((name) => join(path, name)) : [path]

/**
 * The lists of `--status-list`, each verified. One that can't be used stops everything: who asked for the status must not be
 * answered without it.
 */
export const listsOf = (given: Given, keys: Keys): { lists: CheckedList[] } | { file: string; reason: string } => {
  const lists: CheckedList[] = []
  for (const named of texts(given, 'status-list')) {
    try {
      for (const file of listPaths(named)) {
        const check = verifyListText(readSmall(file), keys)
        if (!check.ok) return { file, reason: check.reason }
        lists.push(check.list)
      }
    } catch {
      return { file: named, reason: 'unreadable' }
    }
  }
  return { lists }
}
