import { computed, ref, watch, type ComputedRef, type Ref } from 'vue'
import type { Complaint, Enquiry, EnquiryService } from '#contract/enquiries'
import { call, usePages, type Pages } from '../api'

export type LogKind = 'questions' | 'complaints'
type LogPage<Row> = { items: Row[]; next: string | null; open: number }
export type Log<Row> = Pages<LogPage<Row>> & { open: ComputedRef<number> }

/** One log, page after page; a changed filter starts it again. */
const useLog = <Row extends { id: string }>(ask: Parameters<typeof usePages<LogPage<Row>>>[0], filter: () => unknown): Log<Row> => {
  const pages = usePages<LogPage<Row>>(ask, ({ id }) => id, { on: ['enquiry.changed'], filter })
  void pages.restart()
  return { ...pages, open: computed(() => pages.page.value?.open ?? 0) }
}

/** Questions of a state and service; open ones oldest first. */
export const useQuestions = (state: Ref<Enquiry['state'] | ''>, service: Ref<EnquiryService | ''>): Log<Enquiry> => {
  const filter = () => ({ state: state.value || null, service: service.value || null })
  return useLog((after: string | null) => call('enquiries.list', { ...filter(), after }), filter)
}

export const useComplaints = (state: Ref<Complaint['state'] | ''>, service: Ref<EnquiryService | ''>): Log<Complaint> => {
  const filter = () => ({ state: state.value || null, service: service.value || null })
  return useLog((after: string | null) => call('enquiries.complaints', { ...filter(), after }), filter)
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
