import { defineStore } from 'pinia'
import { ref, shallowRef } from 'vue'
import type { DeskFilter } from '#contract/desk'
import type { QueueItem } from '#contract/permits'
import { onOtherPerson } from '../session'
import { noFilter } from './review-queue'

/** What stands beside the sheet. */
export type DeskTab = 'facts' | 'papers' | 'trail'

/** How the Director looks at her queue: the filter, what stands beside the sheet, and what she has just looked at. */
export const useDesk = defineStore('desk', () => {
  const filter = shallowRef<DeskFilter>(noFilter)
  const tab = ref<DeskTab>('facts')
  /** Noted by the core since the queue was read: dossier and the version that was looked at. */
  const looked = shallowRef<ReadonlyMap<string, number>>(new Map())

  const narrow = (change: Partial<DeskFilter>): void => { filter.value = { ...filter.value, ...change } }
  const clear = (): void => { filter.value = noFilter }
  const noteLooked = (dossierId: string, version: number): void => { looked.value = new Map(looked.value).set(dossierId, version) }
  /** The queue as it is known here: a row just looked at is not new any more. */
  const known = (items: readonly QueueItem[]): QueueItem[] =>
    items.map((item) => (item.look !== 'same' && looked.value.get(item.dossierId) === item.version ? { ...item, look: 'same' } : item))
  const reset = (): void => {
    clear()
    tab.value = 'facts'
    looked.value = new Map()
  }
  onOtherPerson(reset)
  return { filter, tab, looked, narrow, clear, noteLooked, known, reset }
})
