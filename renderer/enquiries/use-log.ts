import { computed, ref, shallowRef, watch, type ComputedRef, type Ref, type ShallowRef } from 'vue'
import type { Failure } from '#contract'
import type { Complaint, Enquiry, EnquiryService } from '#contract/enquiries'
import { useQuery } from '../api'

export type LogKind = 'questions' | 'complaints'
export type Log<Row> = { rows: ShallowRef<Row[] | null>; open: ComputedRef<number>; next: ComputedRef<string | null>; failure: ShallowRef<Failure | null>; more: () => void; reload: () => Promise<void> }

/** One log, page after page; a changed filter starts it again. */
const useLog = <Row extends { id: string }>(
  query: { value: ShallowRef<{ items: Row[]; next: string | null; open: number } | null>; failure: ShallowRef<Failure | null>; reload: () => Promise<void> },
  after: Ref<string | null>, filters: () => unknown,
): Log<Row> => {
  const rows: ShallowRef<Row[] | null> = shallowRef(null)
  watch(filters, () => { after.value = null })
  watch(query.value, (page) => { if (page) rows.value = after.value === null ? page.items : [...(rows.value ?? []), ...page.items] })
  return {
    rows, failure: query.failure, open: computed(() => query.value.value?.open ?? 0), next: computed(() => query.value.value?.next ?? null),
    more: () => { after.value = query.value.value?.next ?? null },
    reload: async () => {
      if (after.value === null) await query.reload()
      else after.value = null
    },
  }
}

/** Questions of a state and service; open ones oldest first. */
export const useQuestions = (state: Ref<Enquiry['state'] | ''>, service: Ref<EnquiryService | ''>): Log<Enquiry> => {
  const after = ref<string | null>(null)
  const query = useQuery('enquiries.list', () => ({ state: state.value || null, service: service.value || null, after: after.value }), ['enquiry.changed'])
  return useLog(query, after, () => [state.value, service.value])
}

export const useComplaints = (state: Ref<Complaint['state'] | ''>, service: Ref<EnquiryService | ''>): Log<Complaint> => {
  const after = ref<string | null>(null)
  const query = useQuery('enquiries.complaints', () => ({ state: state.value || null, service: service.value || null, after: after.value }), ['enquiry.changed'])
  return useLog(query, after, () => [state.value, service.value])
}

/** The row being read; when it leaves the filter, the one that took its place is next. */
export const useCurrent = <Row extends { id: string }>(log: Log<Row>): { current: Ref<string | null>; row: ComputedRef<Row | null> } => {
  const current = ref<string | null>(null)
  watch(log.rows, (found, before) => {
    if (!found || found.some((one) => one.id === current.value)) return
    const at = before?.findIndex((one) => one.id === current.value) ?? -1
    current.value = (found[Math.max(0, at)] ?? found.at(-1))?.id ?? null
  }, { immediate: true })
  return { current, row: computed(() => log.rows.value?.find((one) => one.id === current.value) ?? null) }
}
