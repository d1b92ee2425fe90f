import { closeSync, fsyncSync, openSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseCheckpoint } from './note'

/** Every checkpoint ever given out here, beside the database: a database put back does not take it along. */
export const fileOf = (home: string): string => join(home, 'checkpoints.txt')

export type KnownFile = { exists: boolean; notes: string[]; damaged: boolean }

const record = /(?:^|\n)([^\n]+\n\d+\n[A-Za-z0-9+/=]+\n\n(?:\u2014 [^\n]+\n)+)(?=\n|$)/g

/** Reads the list. A record cut off by a power failure is no damage once its whole text stands there too, nor as the last one. */
export const readKnownFile = (home: string): KnownFile => {
  let text: string | null
  try {
    text = textOf(fileOf(home))
  } catch {
    return { exists: true, notes: [], damaged: true }
  }
  return text === null ? { exists: false, notes: [], damaged: false } : { exists: true, ...readNotes(text) }
}

/** The records of a list's text. */
export const readNotes = (text: string): Omit<KnownFile, 'exists'> => {
  const notes: string[] = []
  const other: string[] = []
  let read = 0
  for (const match of text.matchAll(record)) {
    const note = match[1]!
    other.push(text.slice(read, match.index))
    read = match.index + match[0].length
    if (isWhole(note)) notes.push(note)
    else other.push(note)
  }
  const torn = other.map((part) => part.replace(/\ufffd+\s*$/, '').trim()).filter((part) => part !== '')
  const last = text.slice(read).trim()
  return { notes, damaged: last.split('\n').length > 5 || torn.some((part) => !notes.some((note) => note.startsWith(part))) }
}

/** A signature cut short still is base64: only a whole one makes a record. */
const isWhole = (note: string): boolean => parseCheckpoint(note)?.signatures.some(({ signature }) => signature.length === 64) ?? false

const textOf = (file: string): string | null => {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
    throw error
  }
}

/** Changes whenever the list does: for asking again only then. */
export const stampOf = (home: string): string => {
  const stat = statSync(fileOf(home), { throwIfNoEntry: false })
  return stat ? `${stat.ino} ${stat.size} ${stat.mtimeMs}` : 'none'
}

/** Adds notes at the end and waits until they lie on the disk; what a power failure left half written is closed off first. */
export const appendKnown = (home: string, notes: readonly string[]): void => {
  if (notes.length === 0) return
  const before = textOf(fileOf(home)) ?? ''
  const handle = openSync(fileOf(home), 'a', 0o600)
  try {
    const closing = before === '' || before.endsWith('\n\n') ? '' : before.endsWith('\n') ? '\n' : '\n\n'
    writeFileSync(handle, `${closing}${notes.map((note) => `${note}\n`).join('')}`)
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}
