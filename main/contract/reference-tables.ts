/** How a cell is typed, shown and checked. */
export type ReferenceKind = 'text' | 'code' | 'flag' | 'choice' | 'list' | 'agency' | 'agencies' | 'day'

export type ReferenceColumn = {
  id: string
  kind: ReferenceKind
  required: boolean
  /** Longest text; of a list, of each part. */
  max: number
  options: readonly string[]
}

export type ReferenceTable = {
  /** Form of a code, as a regular expression's source; days are codes of holidays. */
  code: string
  codeIsDay: boolean
  titleMax: number
  columns: readonly ReferenceColumn[]
}

type More = Partial<Omit<ReferenceColumn, 'id' | 'kind'>>
const column = (id: string, kind: ReferenceKind, { required = true, max = 200, options = [] }: More = {}): ReferenceColumn => ({ id, kind, required, max, options })

const slug = '^[a-z][a-z0-9_-]{1,39}$'
const shortTitle = (max: number, required: boolean): ReferenceColumn => column('shortTitle', 'text', { max, required })
const reasonColumns = [shortTitle(20, false)]

/**
 * The tables an office keeps by itself: what a row of each holds beside code, title, from, to, source and version.
 * The grid, the form, the importer and the export are all drawn from here.
 */
export const referenceTables = {
  fields: {
    code: '^[A-Za-z0-9-]{1,16}$', codeIsDay: false, titleMax: 150,
    columns: [
      column('group', 'text', { max: 80 }),
      column('agencyCode', 'agency'),
      column('secondAgencies', 'agencies', { required: false }),
      column('path', 'choice', { options: ['approval', 'registration'] }),
      column('hygiene', 'flag'),
      column('confirmations', 'list', { required: false, max: 80 }),
      column('loanAllowed', 'flag'),
      column('model', 'flag'),
    ],
  },
  agencies: {
    code: slug, codeIsDay: false, titleMax: 120,
    columns: [column('kind', 'choice', { options: ['executive', 'supportive'] }), column('level', 'choice', { options: ['province', 'county', 'headquarters'] })],
  },
  banks: { code: '^\\d{3}$', codeIsDay: false, titleMax: 60, columns: [shortTitle(11, true)] },
  counties: { code: '^\\d{4}$', codeIsDay: false, titleMax: 60, columns: [] },
  holidays: { code: '', codeIsDay: true, titleMax: 120, columns: [column('certainty', 'choice', { options: ['official', 'estimated'] })] },
  refusalReasons: { code: slug, codeIsDay: false, titleMax: 160, columns: reasonColumns },
  correctionReasons: {
    code: slug, codeIsDay: false, titleMax: 160, columns: [...reasonColumns, column('asks', 'choice', { options: ['correction', 'documents'] })],
  },
  revocationReasons: { code: slug, codeIsDay: false, titleMax: 160, columns: reasonColumns },
  resolutions: {
    code: '^[^\\s=+@-][^\\s]{0,39}$', codeIsDay: false, titleMax: 200,
    columns: [
      column('issuedOn', 'day'), column('body', 'text', { max: 120 }), column('text', 'text', { max: 4000 }),
      column('ruleSets', 'list', { required: false, max: 40 }),
    ],
  },
} as const satisfies Record<string, ReferenceTable>

export type ReferenceName = keyof typeof referenceTables
export const referenceNames = Object.keys(referenceTables) as [ReferenceName, ...ReferenceName[]]

/** A table's shape without the literals of its own columns, for what treats all of them alike. */
export const referenceTable = (name: ReferenceName): ReferenceTable => referenceTables[name]

/** What a row holds beside its heading: text, flag or list by column. */
export type ReferenceValue = string | boolean | readonly string[]
export type ReferenceRow = {
  code: string
  title: string
  from: string | null
  to: string | null
  source: string
  version: number
  values: { readonly [column: string]: ReferenceValue }
}

/** Heading columns of every file, before the table's own. */
export const rowColumns = ['code', 'title', 'from', 'to'] as const
