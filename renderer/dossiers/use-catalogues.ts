import { computed, type ComputedRef } from 'vue'
import type { Catalogues, Field } from '#contract/catalogues'
import { useQuery, type Query } from '../api'
import { byName } from '../locale/digits'

export type CataloguesView = {
  query: Query<'catalogues.list'>
  value: ComputedRef<Catalogues | null>
  counties: ComputedRef<{ value: string; label: string }[]>
  fields: ComputedRef<{ value: string; label: string }[]>
  fieldOf: (code: string) => Field | undefined
  agencyOf: (code: string) => string
  countyOf: (code: string) => string
}

/** Fields, agencies and counties as forms need them, in dictionary order. */
export const useCatalogues = (): CataloguesView => {
  const query = useQuery('catalogues.list', () => ({}))
  const value = computed(() => query.value.value)
  const fieldOf = (code: string): Field | undefined => value.value?.fields.find((field) => field.code === code)
  return {
    query,
    value,
    fieldOf,
    agencyOf: (code) => value.value?.agencies.find((agency) => agency.code === fieldOf(code)?.agencyCode)?.title ?? '',
    countyOf: (code) => value.value?.counties.find((county) => county.code === code)?.title ?? '',
    counties: computed(() => (value.value?.counties ?? [])
      .map((county) => ({ value: county.code, label: county.title })).sort((a, b) => byName(a.label, b.label))),
    fields: computed(() => (value.value?.fields ?? [])
      .map((field) => ({ value: field.code, label: `${field.title}، ${field.group}` })).sort((a, b) => byName(a.label, b.label))),
  }
}
