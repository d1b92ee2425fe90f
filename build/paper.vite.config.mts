import { resolve } from 'node:path'
import { oneFileConfig } from './one-file.mjs'

const root = resolve(import.meta.dirname, '..')

/** The page that printers draw (renderer/paper-page): one file, no address in it. */
export default oneFileConfig(resolve(root, 'renderer/paper-page'), resolve(root, 'out/paper'), 'mohr-paper.html', ['img-src data:'])
