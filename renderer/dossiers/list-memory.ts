import { defineStore } from 'pinia'
import { ref } from 'vue'
import type { DossierState } from '#contract/dossiers'

/** The list's search, filter and row: coming back from a dossier finds the place again. */
export const useListMemory = defineStore('dossier-list', () => ({
  text: ref(''),
  state: ref<DossierState | ''>(''),
  current: ref<string | null>(null),
}))
