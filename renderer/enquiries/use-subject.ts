import { ref, type Ref } from 'vue'
import type { FieldFault } from '#contract/values/reasons'
import { call } from '../api'

/** The dossier that a question or complaint is about, by the code a citizen reads out. */
export const useSubject = (code: Ref<string>): { find: () => Promise<{ dossierId: string | null } | { fault: FieldFault }>; busy: Ref<boolean> } => {
  const busy = ref(false)
  const find = async (): Promise<{ dossierId: string | null } | { fault: FieldFault }> => {
    if (code.value.trim() === '') return { dossierId: null }
    busy.value = true
    const answer = await call('enquiries.lookUp', { code: code.value })
    busy.value = false
    if (answer.ok && answer.value.found) return { dossierId: answer.value.found.dossierId }
    return { fault: (answer.ok ? undefined : answer.error.fields?.[0]) ?? { field: 'code', reason: 'DOSSIER_UNKNOWN' } }
  }
  return { find, busy }
}
