import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'

const out = resolve(__dirname, '../../out')

/**
 * A copy of the built program in which texts of the shell or its preload are others.
 * @returns its main file
 * @throws when the text is not there: a change that changes nothing would prove nothing
 */
export const weakenedProgram = (file: 'main/electron.js' | 'preload/preload.cjs', ...changes: (readonly [text: string, other: string])[]): string => {
  const copy = join(mkdtempSync(join(tmpdir(), 'mohr-weak-')), 'out')
  mkdirSync(copy)
  for (const name of readdirSync(out)) if (name !== 'main' && name !== 'preload') symlinkSync(join(out, name), join(copy, name))
  for (const name of ['main', 'preload']) cpSync(join(out, name), join(copy, name), { recursive: true })
  symlinkSync(join(out, '../node_modules'), join(copy, '../node_modules'))
  let built = readFileSync(join(copy, file), 'utf8')
  for (const [text, other] of changes) {
    if (!built.includes(text)) throw new Error(`${file} has no ${text}`)
    built = built.replace(text, other)
  }
  writeFileSync(join(copy, file), built)
  return join(copy, 'main/electron.js')
}
