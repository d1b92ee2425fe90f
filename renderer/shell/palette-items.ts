import { computed, shallowRef, watch, type ComputedRef, type Ref } from 'vue'
import { searchKey } from '#contract/values/text'
import { call } from '../api'
import type { IconName } from '../ui'
import { fa } from '../locale/digits'
import { words } from '../locale/shell'
import { useSession } from '../session'
import { listedScreens } from './screens'
import { liveShortcuts } from './shortcuts'

export type FoundItem = { key: string; title: string; sub: string; icon: IconName; keys?: string } & ({ path: string } | { run: () => unknown })
export type FoundGroup = { title: string; items: FoundItem[] }

/** What the palette offers for the typed text: this role's screens, live acts, and dossiers asked of the core. */
export const useFound = (text: Ref<string>, open: Ref<boolean>): { groups: ComputedRef<FoundGroup[]> } => {
  const session = useSession()
  const dossiers = shallowRef<FoundItem[]>([])
  const folded = computed(() => searchKey(text.value))
  const fits = (item: FoundItem): boolean => searchKey(`${item.title} ${item.sub}`).includes(folded.value)

  let turn = 0
  watch(folded, async (asked) => {
    const mine = (turn += 1)
    if (!open.value || asked.length < 2 || !session.has('director', 'expert', 'clerk', 'system_manager')) {
      dossiers.value = []
      return
    }
    const answer = await call('dossiers.find', { text: text.value, limit: 6 })
    if (mine !== turn || !answer.ok) return
    dossiers.value = answer.value.items.map((item) => ({
      key: item.id, title: item.name, sub: `${item.fieldTitle}، ${fa(item.trackingCode)}`, icon: 'file', path: `/dossiers/${item.id}`,
    }))
  })

  const screens = computed<FoundItem[]>(() => listedScreens(session.roles).map((screen) => ({
    key: screen.path, title: screen.title, sub: '', icon: screen.icon, keys: screen.keys, path: screen.path,
  })))
  const acts = computed<FoundItem[]>(() => [
    ...liveShortcuts.value.map((act) => ({ key: `act ${act.keys}`, title: act.label, sub: '', icon: 'keyboard' as const, keys: act.keys, run: act.run })),
    { key: 'sign-out', title: words.signOut, sub: '', icon: 'signOut', run: session.signOut },
  ])
  const groups = computed(() => [
    { title: words.paletteDossiers, items: dossiers.value },
    { title: words.paletteScreens, items: screens.value.filter(fits) },
    { title: words.paletteActs, items: acts.value.filter(fits) },
  ].filter((group) => group.items.length > 0))
  return { groups }
}
