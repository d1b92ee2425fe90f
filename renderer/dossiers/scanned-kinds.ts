import { checklistKind, filesNeeded, type DocumentList } from '#contract/documents'
import { documentKinds, type DocumentKind } from '#contract/dossiers'

/** Lines of the paper checklist that scans answer, as the core counts them: photos need two (S4-14). */
export const scannedKinds = (list: DocumentList | null): DocumentKind[] =>
  documentKinds.filter((kind) => {
    const good = (list?.items ?? []).filter((item) => checklistKind(item.kind) === kind && item.state !== 'rejected')
    return good.some((item) => item.state === 'waived') || good.filter((item) => item.file).length >= filesNeeded(kind)
  })
