import { setImmediate as breathe } from 'node:timers/promises'
import type { ImportReport, Person, PlanInput, RowVerdict, StorageCode } from '#contract/dossiers'
import type { IsoDay } from '#contract/values/jalali'
import type { FieldFault } from '#contract/values/reasons'
import { Fault } from '#main/app/fault'
import type { Context } from '#main/app/ports'
import { serviceOpen } from '#main/catalogues/index'
import { appendEntry, sha256 } from '#main/ledger/index'
import { storageCode } from '#db/faults'
import { sameSubmissionCode } from '#db/dossiers/dossier-repo'
import { withSavepoint } from '#db/savepoint'
import { transact } from '#db/transact'
import { checkChecklist, checkPerson, checkPlan, checkStanding, type Standing } from '../intake-check'
import { receivedFaults } from '../intake-rules'
import { fileDossier, openDossier, writePlan } from '../intake-steps'
import type { DossierPorts } from '../ports'
import type { RawRow } from './columns'
import { decodeFile } from './decode-file'
import { inColumnOrder, readRow, type Submission } from './read-row'

/** Rows of one transaction; between two of them the program answers other calls. */
const chunkSize = 50

/**
 * Files every submission of a file, each with its own verdict. A refused row changes nothing and stops nobody; a row that was
 * filed before (same applicant, field and day) is refused with the code it has, so the same file may come twice.
 * A file that breaks off midway is answered with what was filed until then (`stopped`).
 * @throws Fault IMPORT_… when the file as a whole is none (decodeFile); SERVICE_CLOSED (S0-30).
 */
export const importFile = async (
  context: Context, ports: DossierPorts, input: { name: string; contentBase64: string },
): Promise<ImportReport> => {
  if (!serviceOpen(context.db, 'home_business', context.clock.today())) throw new Fault('SERVICE_CLOSED')
  const bytes = Buffer.from(input.contentBase64, 'base64')
  const rows = decodeFile(bytes)
  const verdicts: RowVerdict[] = []
  let stopped: StorageCode | null = null
  for (let from = 0; from < rows.length && !stopped; from += chunkSize) {
    const chunk = rows.slice(from, from + chunkSize)
    try {
      verdicts.push(...transact(context.db, () => chunk.map((row) => judgeRow(context, ports, row))))
    } catch (error) {
      // What was filed before stands: the clerk is told of it rather than of the failure alone.
      if (verdicts.length === 0) throw error
      stopped = storageCode(error)
      context.log.write('error', 'import.stopped', { code: stopped, done: verdicts.length })
    }
    context.emit('import.progress', { done: verdicts.length, total: rows.length })
    await breathe()
  }
  const accepted = verdicts.filter((verdict) => verdict.outcome === 'accepted').length
  const report = { rows: rows.length, accepted, refused: verdicts.length - accepted }
  const noted = noteImport(context, { file_name: input.name, file_sha256: sha256(bytes), ...report, stopped })
  return { ...report, stopped: stopped ?? noted, verdicts }
}

/**
 * The file's own line in the ledger. @returns why there is no room for it: its rows have theirs, and what was filed must be
 * told whatever became of this line.
 */
const noteImport = (context: Context, payload: Record<string, string | number | null>): StorageCode | null => {
  try {
    transact(context.db, () => {
      appendEntry(context, { kind: 'dossier.import', aggregate: { type: 'Ledger', id: 'import' }, baseVersion: 0, payload })
    })
    return null
  } catch (error) {
    const code = storageCode(error)
    context.log.write('error', 'import.unnoted', { code })
    return code
  }
}

type Complete = { person: Person; plan: PlanInput; receivedOn: IsoDay }

const judgeRow = (context: Context, ports: DossierPorts, raw: RawRow): RowVerdict => {
  const { row } = raw
  if ('misshapen' in raw) return { row, outcome: 'refused', faults: [{ field: 'row', reason: 'ROW_SHAPE' }], trackingCode: null, name: '' }
  const submission = readRow(raw.cells)
  const { name, person, plan, receivedOn } = submission
  const { faults, trackingCode } = judge(context, submission)
  if (faults.length > 0 || !person || !plan || !receivedOn) return { row, outcome: 'refused', faults, trackingCode, name }
  try {
    return { row, outcome: 'accepted', trackingCode: withSavepoint(context.db, () => fileRow(context, ports, { person, plan, receivedOn })), name }
  } catch (error) {
    // The one step that can fail after the rules: the row takes back its own writes, its neighbours keep theirs.
    if (!(error instanceof Fault) || error.code !== 'SEAL_KEY_ABSENT') throw error
    return { row, outcome: 'refused', faults: [{ field: 'fieldCode', reason: 'SEAL_KEY_ABSENT' }], trackingCode: null, name }
  }
}

/** Every fault that can be seen at once; a cell that could not be read hides only what depends on it. */
const judge = (context: Context, { person, plan, receivedOn, faults }: Submission): Standing => {
  const known = person && plan && receivedOn ? standingOf(context, { person, plan, receivedOn }) : { faults: [], trackingCode: null }
  // What was filed before is known; that its paper would be judged otherwise today is beside the point.
  if (known.trackingCode) return known
  const day = receivedOn ?? context.clock.today()
  const all: FieldFault[] = [
    ...faults, ...known.faults,
    ...(receivedOn ? receivedFaults(receivedOn, context.clock.today()) : []),
    ...(person ? checkPerson(context, person) : []),
    ...(plan ? checkPlan(context, plan, day) : []),
    ...(person && plan ? checkChecklist(context, person.gender, plan) : []),
  ]
  return { faults: inColumnOrder(all), trackingCode: null }
}

const standingOf = (context: Context, { person, plan, receivedOn }: Complete): Standing => {
  const filed = sameSubmissionCode(context.db, person.nationalId, plan.fieldCode, receivedOn)
  if (filed) return { faults: [{ field: 'fieldCode', reason: 'DOSSIER_DUPLICATE' }], trackingCode: filed }
  return checkStanding(context, { holderId: person.nationalId, fieldCode: plan.fieldCode })
}

const fileRow = (context: Context, ports: DossierPorts, { person, plan, receivedOn }: Complete): string => {
  const { id, version, trackingCode } = openDossier(context, { person })
  writePlan(context, id, version, plan)
  fileDossier(context, ports, id, receivedOn)
  return trackingCode
}
