import { computed, ref, shallowRef, type ComputedRef, type Ref, type ShallowRef } from 'vue'
import type { Failure } from '#contract'
import type { EnquiryService } from '#contract/enquiries'
import type { FieldFault } from '#contract/values/reasons'
import { call } from '../api'

type Subject = {
  /** @returns null when there is no such dossier; `failure` says so then. */
  find: (service: EnquiryService | '') => Promise<{ dossierId: string | null } | null>
  busy: Ref<boolean>
  /** A code that names nothing, else what the core answered. */
  failure: ComputedRef<Failure | null>
}

/** The dossier that a question or complaint is about, by the code a citizen reads out; the livelihood service has none. */
export const useSubject = (code: Ref<string>, answered: ShallowRef<Failure | null>): Subject => {
  const busy = ref(false)
  const own = shallowRef<FieldFault | null>(null)
  const find: Subject['find'] = async (service) => {
    own.value = null
    if (service === 'aid' || code.value.trim() === '') return { dossierId: null }
    busy.value = true
    const answer = await call('enquiries.lookUp', { code: code.value })
    busy.value = false
    if (answer.ok && answer.value.found) return { dossierId: answer.value.found.dossierId }
    own.value = (answer.ok ? undefined : answer.error.fields?.[0]) ?? { field: 'code', reason: 'DOSSIER_UNKNOWN' }
    return null
  }
  return { find, busy, failure: computed(() => (own.value ? { code: 'INPUT_INVALID', ref: '', fields: [own.value] } : answered.value)) }
}
