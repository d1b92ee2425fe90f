import { readdirSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { extname, join } from 'node:path'

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8', '.js': 'text/javascript; charset=utf-8', '.mjs': 'text/javascript; charset=utf-8', '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml', '.png': 'image/png', '.woff2': 'font/woff2', '.ttf': 'font/ttf', '.pfb': 'application/octet-stream', '.json': 'application/json; charset=utf-8',
}

export type PageFile = { type: string; body: Buffer<ArrayBuffer> }
export type PageFiles = { read(path: string): Promise<PageFile | null> }

const listed = (folder: string, prefix: string): [string, string][] =>
  readdirSync(folder, { withFileTypes: true }).flatMap((entry): [string, string][] => {
    const file = join(folder, entry.name)
    if (entry.isDirectory()) return listed(file, `${prefix}${entry.name}/`)
    return entry.isFile() ? [[`${prefix}${entry.name}`, file]] : []
  })

/**
 * The built page's files by the paths they are asked for. Only names that were in the folder at the start exist, so a
 * path is looked up, never joined: `..`, encodings of it, links and absolute paths are simply not in the list.
 * @returns `read(path)`: the file of a URL path such as `/assets/index.js` (`/` is index.html), or null
 */
export const pageFilesIn = (folder: string): PageFiles => {
  const files = new Map(listed(folder, '/'))
  const index = files.get('/index.html')
  if (index) files.set('/', index)
  return {
    read: async (path) => {
      const file = files.get(path)
      const type = file && types[extname(file)]
      return type ? { type, body: await readFile(file) } : null
    },
  }
}
