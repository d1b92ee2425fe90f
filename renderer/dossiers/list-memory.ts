import { defineStore } from 'pinia'
import { computed, reactive, ref } from 'vue'
import type { SavedFilter } from '#contract/intake'
import { jalaliText, parseJalali } from '#contract/values/jalali'
import { onOtherPerson } from '../session'

/** A filter as it is typed: empty means all, days are Jalali text. */
export type TypedFilter = {
  state: SavedFilter['states'][number] | ''
  activityType: SavedFilter['activityTypes'][number] | ''
  countyCode: string
  fieldCode: string
  filedFrom: string
  filedTo: string
}

const nothing = (): TypedFilter => ({ state: '', activityType: '', countyCode: '', fieldCode: '', filedFrom: '', filedTo: '' })

const dayOf = (text: string): string | null => {
  const parsed = parseJalali(text)
  return 'value' in parsed ? parsed.value : null
}

/** What the core is asked: a day that is not finished yet narrows nothing. */
export const asked = (text: string, typed: TypedFilter): SavedFilter => ({
  text, states: typed.state === '' ? [] : [typed.state], activityTypes: typed.activityType === '' ? [] : [typed.activityType],
  countyCode: typed.countyCode || null, fieldCode: typed.fieldCode || null, filedFrom: dayOf(typed.filedFrom), filedTo: dayOf(typed.filedTo),
})

/** A kept filter as it would be typed. */
export const typedOf = (filter: SavedFilter): TypedFilter => ({
  state: filter.states[0] ?? '', activityType: filter.activityTypes[0] ?? '', countyCode: filter.countyCode ?? '', fieldCode: filter.fieldCode ?? '',
  filedFrom: filter.filedFrom === null ? '' : jalaliText(filter.filedFrom), filedTo: filter.filedTo === null ? '' : jalaliText(filter.filedTo),
})

/** The list's search, filter and row: coming back from a dossier finds the place again. */
export const useListMemory = defineStore('dossier-list', () => {
  const text = ref('')
  const typed = reactive(nothing())
  const current = ref<string | null>(null)
  /** How many rows were read: the place may be far down. */
  const read = ref(0)
  const filter = computed(() => asked(text.value, typed))
  /** Filters beyond the state that narrow now. */
  const narrowing = computed(() => [typed.activityType, typed.countyCode, typed.fieldCode, typed.filedFrom, typed.filedTo].filter((one) => one !== '').length)
  const clear = (): void => {
    text.value = ''
    Object.assign(typed, nothing())
  }
  const take = (kept: SavedFilter): void => {
    text.value = kept.text
    Object.assign(typed, typedOf(kept))
  }
  onOtherPerson(() => {
    clear()
    current.value = null
    read.value = 0
  })
  return { text, typed, current, read, filter, narrowing, clear, take }
})
