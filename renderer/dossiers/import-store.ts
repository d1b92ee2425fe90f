import { defineStore } from 'pinia'
import { ref, shallowRef } from 'vue'
import type { Failure } from '#contract'
import type { ImportReport } from '#contract/dossiers'
import { call, on } from '../api'
import { onOtherPerson } from '../session'
import { base64Of } from '../ui'

/** The file being read and its verdicts: both outlive a look at one of its dossiers. */
export const useImport = defineStore('import', () => {
  const fileName = ref('')
  const busy = ref(false)
  const progress = shallowRef<{ done: number; total: number } | null>(null)
  const report = shallowRef<ImportReport | null>(null)
  const failure = shallowRef<Failure | null>(null)
  const forget = (): void => {
    fileName.value = ''
    progress.value = null
    report.value = null
    failure.value = null
  }

  const read = async (file: File): Promise<void> => {
    busy.value = true
    forget()
    fileName.value = file.name
    const contentBase64 = await base64Of(file)
    const answer = await call('dossiers.importFile', { name: file.name, contentBase64 })
    busy.value = false
    if (answer.ok) report.value = answer.value
    else failure.value = answer.error
  }

  on('import.progress', (now) => { if (busy.value) progress.value = now })
  onOtherPerson(forget)
  return { fileName, busy, progress, report, failure, read }
})
