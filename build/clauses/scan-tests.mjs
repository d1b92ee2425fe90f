import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

const folders = ['main', 'db', 'electron', 'registry', 'renderer', 'verifier', 'build']
const isTest = (name) => /\.(test|spec)\.ts$/.test(name)

/** A title that opens with clause ids: `S0-04, S0-10: …`; a table may stand between the call and its title (`test.each(…)('S0-04: …')`). */
const title = /(?:\b(?:test|describe|it)(?:\.\w+)?(?:<[^\n]*?>)?|\))\(\s*['"`]((?:S\d-[A-Z0-9]+[a-z]?(?:, | and )?)+)/g

/** Clause ids that open a test's title. @param {string} source @returns {string[]} */
export const idsInTitles = (source) =>
  [...source.matchAll(title)].flatMap(([, ids]) => ids.match(/S\d-[A-Z0-9]+[a-z]?/g) ?? [])

/**
 * Test files by the ids in their titles.
 * @param {string} root @param {(source: string) => string[]} [idsIn] @returns {Map<string, Map<string, number>>} id → file → how many titles
 */
export const scanTests = (root, idsIn = idsInTitles) => {
  const found = new Map()
  for (const folder of folders) {
    for (const name of readdirSync(join(root, folder), { recursive: true })) {
      if (!isTest(name)) continue
      const file = join(folder, name).replaceAll('\\', '/')
      for (const id of idsIn(readFileSync(join(root, file), 'utf8'))) {
        const files = found.get(id) ?? found.set(id, new Map()).get(id)
        files.set(file, (files.get(file) ?? 0) + 1)
      }
    }
  }
  return found
}
