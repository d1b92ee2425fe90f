import { scanLimits } from '#contract/documents'
import { readJpeg } from './read-jpeg'
import { readPdf } from './read-pdf'
import { readPng } from './read-png'
import { beginsAsPdfLater, endsAsZip, sniff } from './sniff'
import { refuse, type Verdict } from './verdict'

const readers: Readonly<Record<'jpeg' | 'png' | 'pdf', (bytes: Buffer) => Verdict>> = { jpeg: readJpeg, png: readPng, pdf: readPdf }

/**
 * What a file is by its content and whether it is wholly that (security.md rows 7 and 15). Any bytes may come: it never
 * throws, decodes no picture, and takes time in proportion to their number.
 */
export const inspectScan = (bytes: Buffer): Verdict => {
  if (bytes.length > scanLimits.fileBytes) return refuse('DOCUMENT_TOO_LARGE', String(bytes.length))
  const looks = sniff(bytes)
  if (looks !== 'jpeg' && looks !== 'png' && looks !== 'pdf') return refuse('DOCUMENT_TYPE', looks)
  if (endsAsZip(bytes)) return refuse('DOCUMENT_MIXED', 'zip')
  if (looks !== 'pdf' && beginsAsPdfLater(bytes)) return refuse('DOCUMENT_MIXED', 'pdf')
  return readers[looks](bytes)
}
