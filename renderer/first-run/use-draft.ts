import { reactive, ref, shallowRef } from 'vue'
import type { FirstRunDraft, FirstRunState } from '#contract/first-run'
import { call } from '../api'

export const emptyDraft = (way: FirstRunDraft['way']): FirstRunDraft => ({
  way, step: 0, province: '', county: '', name: '', backupFolder: '', lockToMachine: false, file: '',
  users: [{ displayName: '', username: '', post: '', role: 'system_manager' }],
})

/** What this folder says of itself, and what was typed into it before. */
export const useFirstRun = () => {
  const state = shallowRef<FirstRunState | null>(null)
  const look = async (): Promise<void> => {
    const answer = await call('office.firstRun')
    if (answer.ok) state.value = answer.value
  }
  return { state, look }
}

/** The form of one way, kept in the core whenever a field or a step is left: a page that dies loses no more than one field. */
export const useDraft = (from: FirstRunDraft) => {
  const draft = reactive<FirstRunDraft>(structuredClone(from))
  const failed = ref(false)
  let kept = JSON.stringify(draft)
  const put = async (): Promise<void> => {
    const now = JSON.stringify(draft)
    if (now === kept) return
    kept = now
    failed.value = !(await call('office.keepDraft', { draft: JSON.parse(now) as FirstRunDraft })).ok
  }
  // One after the other: an older one never arrives last.
  let line = Promise.resolve()
  const keep = (): Promise<void> => (line = line.then(put))
  return { draft, keep, failed }
}
