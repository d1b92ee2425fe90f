import { computed, type ComputedRef } from 'vue'
import type { Bank } from '#contract/catalogues'
import type { ProgrammeYear } from '#contract/quotas'
import { toJalali } from '#contract/values/jalali'
import { useQuery } from '../api'
import { inForceOn } from '../dossiers'
import { useSession } from '../session'

export type Programme = {
  ready: ComputedRef<boolean>
  /** This year's programme when it is open; referrals of any other are refused. */
  year: ComputedRef<ProgrammeYear | null>
  /** The year's agent banks. */
  banks: ComputedRef<Bank[]>
  bankTitle: (code: string | null) => string
}

/** The programme of the current Jalali year as the request form needs it. */
export const useProgramme = (): Programme => {
  const session = useSession()
  const quotas = useQuery('quotas.read', () => ({ year: toJalali(session.today).year }))
  const catalogues = useQuery('catalogues.list', () => ({}))
  const all = computed(() => catalogues.value.value?.banks ?? [])
  const year = computed(() => quotas.value.value?.year ?? null)
  return {
    ready: computed(() => Boolean(quotas.value.value ?? quotas.failure.value) && Boolean(catalogues.value.value)),
    year,
    banks: computed(() => all.value.filter((bank) => year.value?.bankCodes.includes(bank.code) && inForceOn(bank, session.today))),
    bankTitle: (code) => all.value.find((bank) => bank.code === code)?.title ?? '',
  }
}
