import { fromBase64 } from './base64url'

type Signature = { name: string; /** Eight hexadecimal digits. */ keyId: string; signature: Uint8Array<ArrayBuffer> }
/** A checkpoint taken apart; nothing of it is proven. `text`: what its signatures are over. */
export type OpenCheckpoint = { note: string; text: string; signatures: Signature[]; origin: string; size: number; root: Uint8Array<ArrayBuffer> }

const signatureLine = /^\u2014 ([^\s+]+) ([A-Za-z0-9+/]+={0,2})$/
const hex = (bytes: Uint8Array): string => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')

/** Signature lines of a note (c2sp.org/signed-note): the text before the last empty line is what is signed. @returns null for anything that is no note. */
export const openNote = (note: string): { text: string; signatures: Signature[] } | null => {
  const cut = note.lastIndexOf('\n\n')
  if (cut <= 0 || !note.endsWith('\n')) return null
  const signatures: Signature[] = []
  for (const line of note.slice(cut + 2, -1).split('\n')) {
    const [, name, encoded] = signatureLine.exec(line) ?? []
    const bytes = fromBase64(encoded ?? '')
    if (name === undefined || !bytes || bytes.length < 5) return null
    signatures.push({ name, keyId: hex(bytes.subarray(0, 4)), signature: bytes.slice(4) })
  }
  return { text: note.slice(0, cut + 1), signatures }
}

/** Reads a checkpoint (c2sp.org/tlog-checkpoint) of exactly three lines, one spelling only. Says nothing of its signatures. */
export const openCheckpoint = (note: string): OpenCheckpoint | null => {
  const opened = openNote(note)
  const [, origin, size, encoded] = /^([^\s+]+)\n(0|[1-9]\d{0,14})\n([A-Za-z0-9+/]{43}=)\n$/.exec(opened?.text ?? '') ?? []
  const root = fromBase64(encoded ?? '')
  return opened && origin !== undefined && size !== undefined && root?.length === 32 ? { ...opened, note, origin, size: Number(size), root } : null
}
