import type { Component } from 'vue'
import type { Role } from '#contract'
import type { IconName } from '../ui'
import type { words } from '../locale/shell'

export type NavGroup = keyof typeof words.groups

/** One screen of a slice: `renderer/<slice>/routes.ts` exports `routes: ScreenRoute[]` and the shell finds it. */
export type ScreenRoute = {
  /** Hash path, e.g. `/dossiers/:id`. */
  path: string
  title: string
  roles: readonly Role[]
  icon: IconName
  /** In the side list under this group; without one the screen is only reached from others. */
  navGroup?: NavGroup
  /** Place inside its group; smaller is higher. The smallest of a role's screens is its home. */
  order?: number
  /** Opens the screen from anywhere, e.g. `F2`. */
  keys?: string
  component: () => Promise<{ default: Component }>
}
