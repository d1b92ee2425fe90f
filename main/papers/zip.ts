import { zipSync } from 'fflate'

/** Files in one ZIP, stored as they are: a PDF is compressed already. */
export const zipOf = (files: readonly { name: string; bytes: Buffer }[], at: Date): Buffer =>
  Buffer.from(zipSync(Object.fromEntries(files.map(({ name, bytes }) => [name, bytes])), { level: 0, mtime: at }))
