import { onScopeDispose, ref, shallowRef, watch } from 'vue'
import type { Failure } from '#contract'
import type { ScanDocument } from '#contract/documents'
import { call } from '../api'
import { bytesOf } from '../ui'
import type { PdfPages } from './pdf-pages'

export type OpenScan = { id: string; blob: Blob } & ({ kind: 'picture'; url: string; width: number; height: number } | { kind: 'pdf'; pdf: PdfPages } | { kind: 'none' })

/** The bytes of the scan that is looked at, let go of as soon as another one is. A late answer to an older question is dropped. */
export const useScan = (wanted: () => ScanDocument | null) => {
  const scan = shallowRef<OpenScan | null>(null)
  const failure = shallowRef<Failure | null>(null)
  const busy = ref(false)
  let turn = 0

  const letGo = (): void => {
    const old = scan.value
    scan.value = null
    if (old?.kind === 'picture') URL.revokeObjectURL(old.url)
    if (old?.kind === 'pdf') old.pdf.close()
  }
  const open = async (document: ScanDocument): Promise<OpenScan | null> => {
    const answer = await call('documents.read', { id: document.id })
    if (!answer.ok) {
      failure.value = answer.error
      return null
    }
    const bytes = bytesOf(answer.value.contentBase64)
    const blob = new Blob([bytes], { type: answer.value.type })
    if (answer.value.type !== 'application/pdf') {
      return { kind: 'picture', id: document.id, blob, url: URL.createObjectURL(blob), width: document.file?.width ?? 1, height: document.file?.height ?? 1 }
    }
    try {
      const { openPdf } = await import('./pdf-pages')
      return { kind: 'pdf', id: document.id, blob, pdf: await openPdf(bytes) }
    } catch {
      return { kind: 'none', id: document.id, blob }
    }
  }
  const change = async (): Promise<void> => {
    const mine = (turn += 1)
    letGo()
    failure.value = null
    const document = wanted()
    busy.value = document !== null
    if (!document) return
    const opened = await open(document)
    if (mine === turn) {
      scan.value = opened
      busy.value = false
    } else if (opened?.kind === 'picture') URL.revokeObjectURL(opened.url)
    else if (opened?.kind === 'pdf') opened.pdf.close()
  }
  watch(() => wanted()?.id, () => { void change() }, { immediate: true })
  onScopeDispose(() => {
    turn += 1
    letGo()
  })
  return { scan, failure, busy, reload: change }
}
