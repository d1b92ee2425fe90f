import { computed, type ComputedRef } from 'vue'
import type { Catalogues, County, Field } from '#contract/catalogues'
import { useQuery, type Query } from '../api'
import { byName } from '../locale/digits'
import { useSession } from '../session'
import { offered } from './offered'

type Choice = { value: string; label: string }

export type CataloguesView = {
  query: Query<'catalogues.list'>
  value: ComputedRef<Catalogues | null>
  /** Every row, ended ones too: what a list may be narrowed by. */
  counties: ComputedRef<Choice[]>
  fields: ComputedRef<Choice[]>
  /** What a form offers today, and the value it holds already. */
  countiesFor: (chosen: string) => Choice[]
  fieldsFor: (chosen: string) => Choice[]
  fieldOf: (code: string) => Field | undefined
  agencyOf: (code: string) => string
  countyOf: (code: string) => string
}

const choices = <Row extends { code: string }>(rows: readonly Row[], label: (row: Row) => string): Choice[] =>
  rows.map((row) => ({ value: row.code, label: label(row) })).sort((a, b) => byName(a.label, b.label))
const countyLabel = (county: County): string => county.title
const fieldLabel = (field: Field): string => `${field.title}، ${field.group}`

/** Fields, agencies and counties as forms need them, in dictionary order. */
export const useCatalogues = (): CataloguesView => {
  const query = useQuery('catalogues.list', () => ({}))
  const session = useSession()
  const value = computed(() => query.value.value)
  const counties = computed(() => value.value?.counties ?? [])
  const fields = computed(() => value.value?.fields ?? [])
  const fieldOf = (code: string): Field | undefined => fields.value.find((field) => field.code === code)
  return {
    query,
    value,
    fieldOf,
    agencyOf: (code) => value.value?.agencies.find((agency) => agency.code === fieldOf(code)?.agencyCode)?.title ?? '',
    countyOf: (code) => counties.value.find((county) => county.code === code)?.title ?? '',
    counties: computed(() => choices(counties.value, countyLabel)),
    fields: computed(() => choices(fields.value, fieldLabel)),
    countiesFor: (chosen) => choices(offered(counties.value, session.today, chosen), countyLabel),
    fieldsFor: (chosen) => choices(offered(fields.value, session.today, chosen), fieldLabel),
  }
}
