import type { Role } from '#contract'
import type { NavGroup, ScreenRoute } from './screen-route'
import { words } from '../locale/shell'

/** Every slice's screens: a folder with a `routes.ts` is found by itself. */
const found = import.meta.glob<{ routes: ScreenRoute[] }>('../*/routes.ts', { eager: true })

export const screens: readonly ScreenRoute[] = Object.values(found)
  .flatMap((slice) => slice.routes)
  .sort((a, b) => (a.order ?? 100) - (b.order ?? 100))

export const mayOpen = (screen: ScreenRoute, held: readonly Role[]): boolean =>
  screen.roles.some((role) => held.includes(role))

/** Screens listed at the side for these roles. */
export const listedScreens = (held: readonly Role[]): ScreenRoute[] =>
  screens.filter((screen) => screen.navGroup && mayOpen(screen, held))

/** The side list: groups in their fixed order, empty ones left out. */
export const navGroups = (held: readonly Role[]): { id: NavGroup; title: string; screens: ScreenRoute[] }[] => {
  const listed = listedScreens(held)
  return (Object.keys(words.groups) as NavGroup[])
    .map((id) => ({ id, title: words.groups[id], screens: listed.filter((screen) => screen.navGroup === id) }))
    .filter((group) => group.screens.length > 0)
}

const homeGroup: Record<Role, NavGroup> = { director: 'director', expert: 'review', clerk: 'counter', inspector: 'loans', system_manager: 'loans', it: 'system', auditor: 'system' }

/** Where a person lands after signing in: the first screen of the role's own group. */
export const homePath = (held: readonly Role[]): string => {
  const listed = listedScreens(held)
  const own = listed.find((screen) => held.some((role) => homeGroup[role] === screen.navGroup))
  return (own ?? listed[0])?.path ?? '/home'
}
