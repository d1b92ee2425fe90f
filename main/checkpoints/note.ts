import { createPublicKey, hash, sign, verify, type KeyObject } from 'node:crypto'
import { openCheckpoint, type OpenCheckpoint } from '#contract/verify/signed-note'

/** Signed notes and checkpoints as C2SP describes them (c2sp.org/signed-note, c2sp.org/tlog-checkpoint). */
export type CheckpointText = { origin: string; size: number; root: Buffer }
export type NoteKey = { name: string; publicKey: Buffer }
export type ParsedCheckpoint = OpenCheckpoint & CheckpointText

const ed25519 = Buffer.from([1])
/** SubjectPublicKeyInfo of an Ed25519 key up to its 32 bytes (RFC 8410). */
const spkiHead = Buffer.from('302a300506032b6570032100', 'hex')

/** First four bytes of SHA-256(name ‖ LF ‖ 0x01 ‖ key), as 8 hexadecimal digits. */
export const keyIdOf = ({ name, publicKey }: NoteKey): string =>
  hash('sha256', Buffer.concat([Buffer.from(`${name}\n`), ed25519, publicKey]), 'hex').slice(0, 8)

/** The verifier key as C2SP writes it: `name+id+base64`. */
export const vkeyOf = (key: NoteKey): string => `${key.name}+${keyIdOf(key)}+${Buffer.concat([ed25519, key.publicKey]).toString('base64')}`

/** Reads a verifier key. @returns null when it is none, or its id is another key's. */
export const parseVkey = (vkey: string): NoteKey | null => {
  const [, name, id, encoded] = /^([^\s+]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/]{44})$/.exec(vkey.trim()) ?? []
  if (name === undefined || id === undefined || encoded === undefined) return null
  const bytes = Buffer.from(encoded, 'base64')
  const key = { name, publicKey: bytes.subarray(1) }
  return bytes.length === 33 && bytes[0] === 1 && keyIdOf(key) === id ? key : null
}

export const publicKeyOf = (publicKey: Buffer): KeyObject =>
  createPublicKey({ key: Buffer.concat([spkiHead, publicKey]), format: 'der', type: 'spki' })

/** The three signed lines of a checkpoint. */
export const checkpointText = ({ origin, size, root }: CheckpointText): string => `${origin}\n${size}\n${root.toString('base64')}\n`

/** Text and one signature line. */
export const signNote = (text: string, key: NoteKey, privateKey: KeyObject): string => {
  const signed = Buffer.concat([Buffer.from(keyIdOf(key), 'hex'), sign(null, Buffer.from(text), privateKey)])
  return `${text}\n\u2014 ${key.name} ${signed.toString('base64')}\n`
}

/** Reads a checkpoint of exactly three lines, one spelling only. Says nothing of its signatures. */
export const parseCheckpoint = (note: string): ParsedCheckpoint | null => {
  const opened = openCheckpoint(note)
  return opened && { ...opened, root: Buffer.from(opened.root) }
}

/** Whether one of the note's signatures is this key's, and good. */
export const noteIsSigned = ({ text, signatures }: Pick<OpenCheckpoint, 'text' | 'signatures'>, key: NoteKey): boolean =>
  signatures.some(({ name, keyId, signature }) =>
    name === key.name && keyId === keyIdOf(key) && signature.length === 64 && verify(null, Buffer.from(text), publicKeyOf(key.publicKey), signature))
