import { ref, type Ref, watch } from 'vue'
import type { OutputOf } from '#contract'
import { call, usePages, type Pages } from '../api'

type Answer = OutputOf<'dossiers.deadlines'>
export type DeadlineKind = keyof Answer['counts']

/** A list of deadlines page by page; it follows what changes. */
export const useDeadlines = (): Pages<Answer> & { kind: Ref<DeadlineKind> } => {
  const kind = ref<DeadlineKind>('late')
  const pages = usePages((after: string | null) => call('dossiers.deadlines', { kind: kind.value, after }), ({ id }) => id, { on: ['dossier.changed'] })
  watch(kind, () => {
    pages.rows.value = null
    void pages.restart()
  })
  void pages.restart()
  return { ...pages, kind }
}
