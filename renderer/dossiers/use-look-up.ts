import { computed, ref, shallowRef, watch, type ComputedRef, type Ref, type ShallowRef } from 'vue'
import type { DossierSummary } from '#contract/dossiers'
import { parseNationalId } from '#contract/values/national-id'
import { call } from '../api'
import { intakeWords as words } from '../locale/dossiers'
import type { Filling } from './filling'
import { fillEmpty, personFormOf, type PersonForm } from './intake-form'

/** As soon as a whole national ID stands: fills a known person's empty fields, in place of another's, and finds their other dossiers. */
export const useLookUp = (form: PersonForm, filling: Filling<PersonForm>, ownId: () => string | null): {
  known: ShallowRef<DossierSummary[]>
  searching: Ref<boolean>
  note: ComputedRef<string>
} => {
  const known = shallowRef<DossierSummary[]>([])
  const searching = ref(false)
  const found = ref<'none' | 'person' | null>(null)
  const wholeId = computed(() => {
    const parsed = parseNationalId(form.nationalId)
    return 'value' in parsed ? parsed.value : null
  })

  watch(wholeId, async (nationalId) => {
    known.value = []
    found.value = null
    if (!nationalId) return
    filling.begin(nationalId)
    searching.value = true
    const answer = await call('dossiers.lookUpPerson', { nationalId })
    searching.value = false
    if (!answer.ok || wholeId.value !== nationalId) return
    known.value = answer.value.dossiers.filter((dossier) => dossier.id !== ownId())
    found.value = answer.value.person ? 'person' : 'none'
    if (answer.value.person) filling.fill(nationalId, fillEmpty(form, personFormOf(answer.value.person, form.activityType)))
  }, { immediate: true })

  const note = computed(() => {
    if (found.value === 'none' && known.value.length === 0) return words.idGood
    return found.value === 'person' && ownId() === null ? words.idKnown : ''
  })
  return { known, searching, note }
}
