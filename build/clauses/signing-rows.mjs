/** The rows of the signing design's feature table (R) and its goals that no other system has (G), in our own words. `e2e`: must be shown in a browser. */
const text = `
R1 e2e the Director's queue, with filters and order
R2 e2e batch signing in one act
R3 e2e a batch bound to exactly what was reviewed
R4 e2e what is signed is seen in the program that signs
R5 e2e return or refuse with a reason
R6 e2e a second person has examined it, enforced
R7 e2e delegation with beginning and end, revocable
R8 e2e priority, due dates and ageing, a clock for each state
R9 e2e hardware keys over PKCS#11
R10 e2e PIN safety: no blind second try
R11 e2e RFC 3161 timestamps
R12 e2e an authority that is down: grace, then stop, age shown
R13 e2e revocation of the signer's certificate
R14 e2e revocation of one permit
R15 e2e suspension and reinstatement
R16 e2e a public check without a sign-in
R17 e2e a check from paper, offline
R18 e2e the four outcomes in plain words
R19 e2e a tamper-evident ledger
R20 e2e a proof for others that nothing was removed
R21 - counter entry without a network
R22 - never stuck, never doubled after reconnection
R23 - duplicates found and compared
R24 e2e correction after issue, with approval
R25 - eligibility by rules, with reasons
R26 - nightly synchronisation with its report
R27 - diagnostics
R28 e2e a printable summary of a signature
R29 e2e a command without a window
R30 any public vectors of cryptography in the tests
R31 any negative histories of trust in the tests
G1 e2e a signed manifest of the batch
G2 e2e an honest record of the review
G3 e2e the review is drawn from the bytes
G4 e2e alike permits together, differences marked
G5 e2e a bank's offline check with freshness in words
G6 e2e a signed refusal: this number is not in the register
G7 e2e a register with memory; the sealed root on the day's sheet
G8 e2e correction without erasure
G9 - eligibility that can be replayed
G10 e2e delegation as a signed object
G11 - synchronisation that proves itself
G12 e2e the drill for a stolen key
`

/** @type {readonly { id: string, proof: string, asks: string }[]} `-`: another part of the program answers for it. */
export const signingRows = text.trim().split('\n').map((line) => {
  const [id, proof, ...words] = line.split(' ')
  return { id, proof, asks: words.join(' ') }
})

/** A title, and in it `signing row 3`, `signing rows 9, 13 and goal 2`. */
const title = /(?:\b(?:test|describe|it|withPython)(?:\.\w+)?|\))\(\s*(['"`])([^\n]*?)\1/g
const named = /signing (?:rows?|goals?) [^:(]*/g

/** Rows and goals that the titles in a source name. @param {string} source @returns {string[]} */
export const rowsInTitles = (source) =>
  [...source.matchAll(title)].flatMap(([, , words]) => [...words.matchAll(named)].flatMap(([list]) =>
    [...list.matchAll(/(rows?|goals?) ((?:\d+(?:, | and (?=\d))?)+)/g)].flatMap(([, kind, numbers]) => (numbers.match(/\d+/g) ?? []).map((n) => `${kind.startsWith('row') ? 'R' : 'G'}${n}`))))

const isE2e = (file) => file.startsWith('renderer/e2e/')

/** What has not the test it must have, and what no table knows. @param {Map<string, Map<string, number>>} found @returns {string[]} */
export const signingFaults = (found) => [
  ...signingRows.flatMap(({ id, proof }) => {
    const files = [...(found.get(id)?.keys() ?? [])]
    if (proof === '-' || (proof === 'any' ? files.length > 0 : files.some(isE2e))) return []
    return [`signing ${id} has no ${proof === 'any' ? '' : 'end-to-end '}test.`]
  }),
  ...[...found.keys()].filter((id) => !signingRows.some((row) => row.id === id)).map((id) => `signing ${id} is in a title but in no table.`),
]

const cell = (files) => [...files].sort(([a], [b]) => (a < b ? -1 : 1)).map(([file, n]) => `${file}${n > 1 ? ` (${n})` : ''}`).join('<br>')

/** docs/signing-coverage.md from the titles of the tests. @param {Map<string, Map<string, number>>} found @returns {string} */
export const writeSigning = (found) => {
  const table = (letter, head) => {
    const rows = signingRows.filter(({ id }) => id.startsWith(letter)).map(({ id, proof, asks }) => {
      const files = [...(found.get(id) ?? [])]
      const [browser, beneath] = [files.filter(([file]) => isE2e(file)), files.filter(([file]) => !isE2e(file))]
      return `| ${id.slice(1)} | ${asks} | ${cell(browser) || (proof === 'e2e' ? '**none**' : proof === '-' ? 'another part of the program' : '')} | ${cell(beneath)} |`
    })
    return `## ${head}\n\n| No. | What | In a browser | Beneath |\n|---|---|---|---|\n${rows.join('\n')}\n`
  }
  return `# Signing coverage\n\nWritten by \`npm run coverage\` from the titles of the tests; do not edit. A test stands here when its title says \`signing row N\` or \`signing goal N\`. Rows of the desk, of permits and of their verification must be shown in a real browser.\n\n${table('R', 'Rows of the feature table')}\n${table('G', 'Goals beyond it')}`
}
