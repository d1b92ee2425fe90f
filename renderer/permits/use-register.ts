import { onScopeDispose, ref, watch, type Ref } from 'vue'
import type { OutputOf } from '#contract'
import type { PermitStatus } from '#contract/permits'
import { call, usePages, type Pages } from '../api'

/** The register page by page; typing asks anew after a breath. */
export const useRegister = (): Pages<OutputOf<'permits.register'>> & { text: Ref<string>; status: Ref<PermitStatus | null> } => {
  const text = ref('')
  const status = ref<PermitStatus | null>(null)
  const pages = usePages(
    (after: string | null) => call('permits.register', { text: text.value, statuses: status.value ? [status.value] : [], after, limit: 100 }), ({ no }) => no,
    { on: ['dossier.changed'], filter: () => status.value },
  )
  let timer: ReturnType<typeof setTimeout> | undefined
  watch(text, () => {
    clearTimeout(timer)
    timer = setTimeout(() => { void pages.restart() }, 150)
  })
  onScopeDispose(() => { clearTimeout(timer) })
  void pages.restart()
  return { ...pages, text, status }
}
