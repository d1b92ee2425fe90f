import { clauses, mustBeWhole, sources } from './list.mjs'

const sourceOf = (id) => id.slice(0, 2)
const cell = (files) => [...files].sort(([a], [b]) => (a < b ? -1 : 1)).map(([file, n]) => `${file}${n > 1 ? ` (${n})` : ''}`).join('<br>')

/** Clauses that must have a test and have none. @param {Map<string, Map<string, number>>} found @returns {string[]} */
export const missingClauses = (found) =>
  clauses.map(({ id }) => id).filter((id) => mustBeWhole.includes(sourceOf(id)) && !found.has(id))

/** Ids in titles that no document has: a slip of the pen. @param {Map<string, Map<string, number>>} found @returns {string[]} */
export const unknownIds = (found) => [...found.keys()].filter((id) => !clauses.some((clause) => clause.id === id))

/** docs/requirements-coverage.md from the titles of the tests. @param {Map<string, Map<string, number>>} found @returns {string} */
export const writeReport = (found) => {
  const parts = Object.entries(sources).map(([source, title]) => {
    const own = clauses.filter(({ id }) => sourceOf(id) === source)
    const covered = own.filter(({ id }) => found.has(id)).length
    const rows = own.map(({ id, asks }) => `| ${id} | ${asks} | ${found.has(id) ? cell(found.get(id)) : '**none**'} |`)
    const promise = mustBeWhole.includes(source) ? '' : ' Not every clause is built yet; what is missing says so.'
    return `## ${source}: ${title}\n\n${covered} of ${own.length} clauses have a test that names them.${promise}\n\n| Clause | Asks for | Tests |\n|---|---|---|\n${rows.join('\n')}\n`
  })
  return `# Requirements coverage\n\nWritten by \`npm run coverage\` from the titles of the tests; do not edit. A test stands here when its title opens with the clause's id.\n\n${parts.join('\n')}`
}
