import type { Handlers } from '#contract'
import type { Context } from '#main/app/ports'
import { transitions } from '#main/workflow/index'
import { listAgencies, listBanks, listCounties, listFields, usesSample } from '#db/catalogues/catalogue-repo'
import { findSet, listRows, rowHistory } from '#db/catalogues/reference-repo'
import { describeAgreements, publishAgreement } from './agreements'
import { changeSetting, describeSettings } from './change-setting'
import { exportTable } from './export-table'
import { importTable } from './import/import-table'
import { endRow, saveRow } from './rows/save-row'

export const catalogueHandlers: Handlers<'catalogues', Context> = {
  list: ({ db }) => ({
    sample: usesSample(db), fields: listFields(db), agencies: listAgencies(db), counties: listCounties(db), banks: listBanks(db),
  }),
  table: ({ db }, { table }) => {
    const set = findSet(db, table)
    return { table, sample: set?.sample ?? false, source: set?.source ?? '', changedAt: set?.at ?? null, rows: listRows(db, table) }
  },
  history: ({ db }, { table, code }) => ({ versions: rowHistory(db, table, code) }),
  saveRow: (context, { table, version, cells }) => saveRow(context, table, version, cells),
  saveResolution: (context, { version, cells }) => saveRow(context, 'resolutions', version, cells),
  endRow: (context, { table, ...ending }) => endRow(context, table, ending),
  importTable: (context, input) => importTable(context, input),
  exportTable: (context, { table }) => exportTable(context, table),
  settings: ({ db }) => ({ settings: describeSettings(db) }),
  changeSetting: (context, change) => changeSetting(context, change),
  agreements: ({ db, clock }) => describeAgreements(db, clock.today()),
  publishAgreement: (context, wanted) => publishAgreement(context, wanted),
  process: () => ({
    steps: transitions.map(({ id, from, command, to, who, clauses, message, clock }) => ({ id, from, command, to, who: [...who], clauses: [...clauses], told: message !== null, clock })),
  }),
}
