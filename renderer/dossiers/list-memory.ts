import { defineStore } from 'pinia'
import { ref } from 'vue'
import type { DossierState } from '#contract/dossiers'
import { onOtherPerson } from '../session'

/** The list's search, filter and row: coming back from a dossier finds the place again. */
export const useListMemory = defineStore('dossier-list', () => {
  const text = ref('')
  const state = ref<DossierState | ''>('')
  const current = ref<string | null>(null)
  onOtherPerson(() => {
    text.value = ''
    state.value = ''
    current.value = null
  })
  return { text, state, current }
})
