import { computed, onScopeDispose, type ComputedRef, type ShallowRef } from 'vue'
import type { Failure } from '#contract'
import type { DeskFacts } from '#contract/desk'
import { call, on, useQuery } from '../api'
import { useDesk } from './desk-store'
import { useScreenTime } from './use-screen-time'

/** So long before her, and a dossier counts as looked at. */
const lookAfter = 2000

/**
 * Marks and changes of the dossier she rests on. What is shown stays for this visit; her look is noted once she has had it
 * before her for two seconds, or acts on it.
 */
export const useDeskFacts = (resting: () => string | null): {
  facts: ComputedRef<DeskFacts | null>
  failure: ShallowRef<Failure | null>
  reload: () => Promise<void>
  look: () => Promise<void>
} => {
  const desk = useDesk()
  const { value, failure, reload } = useQuery('permits.weigh', () => {
    const dossierId = resting()
    return dossierId ? { dossierId } : null
  })
  const facts = computed(() => (value.value?.dossierId === resting() ? value.value : null))
  const stop = on('dossier.changed', ({ dossierId }) => { if (dossierId === null || dossierId === resting()) void reload() })
  onScopeDispose(stop)

  let before = 0
  let noted = ''
  const look = async (): Promise<void> => {
    const seen = facts.value
    if (!seen || noted === seen.seen) return
    noted = seen.seen
    const answer = await call('permits.noteLook', { dossierId: seen.dossierId, seen: seen.seen })
    if (answer.ok) desk.noteLooked(seen.dossierId, seen.version)
  }
  const key = (): string | null => facts.value && `${facts.value.dossierId} ${facts.value.seen}`
  let counting = ''
  useScreenTime(key, (subject, milliseconds) => {
    before = subject === counting ? before + milliseconds : milliseconds
    counting = subject
    if (before >= lookAfter && subject === key()) void look()
  })
  return { facts, failure, reload, look }
}
