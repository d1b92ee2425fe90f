import { importColumns } from '#contract/dossiers'
import type { Column } from '../columns'

export type Cells = Record<Column, string>

/** An invented woman's submission with nothing wrong, as cells. */
export const woman: Cells = {
  activityType: 'independent', nationalId: '1740000013', firstName: 'زهرا', lastName: 'نمونه‌پور', fatherName: 'حسن', birthDate: '1369/02/11', gender: 'female',
  militaryStatus: '', mobile: '09161234567', countyCode: '0603', address: 'کیانپارس، پلاک ۱۲', postalCode: '6134678911', fieldCode: '1001', planTitle: 'خیاطی',
  skillEvidence: 'certificate', governmentEmployee: 'no', loanWanted: 'yes', loanAmountRial: '800000000', sheba: 'IR120220000000000000000001',
  documents: 'skill|photos|birth-certificate|national-card|residence', receivedOn: '1405/08/25',
}

/** Rows as the file that a clerk would bring. */
export const csv = (rows: readonly Cells[]): string =>
  [importColumns.join(','), ...rows.map((row) => importColumns.map((column) => `"${row[column].replaceAll('"', '""')}"`).join(','))].join('\n')
export const base64 = (text: string): string => Buffer.from(text).toString('base64')
