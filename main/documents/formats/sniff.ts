import { pngSignature } from './read-png'

/** What bytes are by their first ones. The three we take, and those people bring instead, for the message. */
export type Looks =
  | 'jpeg' | 'png' | 'pdf' | 'empty' | 'svg' | 'html' | 'zip' | 'exe' | 'gif' | 'tiff' | 'webp' | 'heic' | 'bmp' | 'office' | 'rar' | 'text' | 'unknown'

const starts = (bytes: Buffer, text: string, at = 0): boolean => bytes.toString('latin1', at, at + text.length) === text

/** Names the kind of a file by its content; the file's name is never looked at. */
export const sniff = (bytes: Buffer): Looks => {
  if (bytes.length === 0) return 'empty'
  if (bytes[0] === 0xff && bytes[1] === 0xd8) return 'jpeg'
  if (bytes.subarray(0, 8).equals(pngSignature)) return 'png'
  if (starts(bytes, '%PDF-')) return 'pdf'
  if (starts(bytes, 'PK\x03\x04') || starts(bytes, 'PK\x05\x06')) return 'zip'
  if (starts(bytes, 'MZ') || starts(bytes, '\x7fELF')) return 'exe'
  if (starts(bytes, 'GIF8')) return 'gif'
  if (starts(bytes, 'II*\0') || starts(bytes, 'MM\0*')) return 'tiff'
  if (starts(bytes, 'RIFF') && starts(bytes, 'WEBP', 8)) return 'webp'
  if (starts(bytes, 'ftyp', 4)) return 'heic'
  if (starts(bytes, '\xd0\xcf\x11\xe0')) return 'office'
  if (starts(bytes, 'Rar!')) return 'rar'
  if (starts(bytes, 'BM')) return 'bmp'
  const head = bytes.toString('utf8', 0, 1024).toLowerCase()
  if (head.includes('<svg')) return 'svg'
  if (/<(?:!doctype html|html|head|body|script|iframe)/.test(head)) return 'html'
  return /^[\t\n\r\u0020-\ufffc]+$/u.test(head) ? 'text' : 'unknown'
}

const directoryEnd = Buffer.from('PK\x05\x06', 'latin1')
const directoryEndBytes = 22

/** A ZIP is read from its end: does one end exactly where these bytes end? */
export const endsAsZip = (bytes: Buffer): boolean => {
  const from = Math.max(0, bytes.length - directoryEndBytes - 0xffff)
  for (let at = bytes.indexOf(directoryEnd, from); at >= 0 && at + directoryEndBytes <= bytes.length; at = bytes.indexOf(directoryEnd, at + 1)) {
    if (at + directoryEndBytes + bytes.readUInt16LE(at + 20) === bytes.length) return true
  }
  return false
}

/** Readers of PDF take one that begins anywhere in the first kilobyte. */
export const beginsAsPdfLater = (bytes: Buffer): boolean => bytes.subarray(1, 1032).includes('%PDF-')
