import { defineStore } from 'pinia'
import { ref, shallowRef } from 'vue'

/** What the Director has put aside for signing, and where she stood. Ids only: what is signed is frozen by the core. */
export const useBatch = defineStore('batch', () => {
  const chosen = shallowRef<ReadonlySet<string>>(new Set())
  const later = shallowRef<ReadonlySet<string>>(new Set())
  const current = ref<string | null>(null)

  const put = (id: string, inside: boolean): void => {
    const next = new Set(chosen.value)
    if (inside) next.add(id)
    else next.delete(id)
    chosen.value = next
  }
  const choose = (ids: Iterable<string>): void => { chosen.value = new Set(ids) }
  const postpone = (id: string): void => {
    later.value = new Set([...later.value, id])
    put(id, false)
  }
  /** Forgets dossiers that are not in the queue any more: signed, returned, or somebody else's. */
  const keepOnly = (ids: readonly string[]): void => {
    const here = new Set(ids)
    if ([...chosen.value].some((id) => !here.has(id))) chosen.value = new Set([...chosen.value].filter((id) => here.has(id)))
    if (current.value !== null && !here.has(current.value)) current.value = null
  }
  return { chosen, later, current, put, choose, postpone, keepOnly }
})
