import { roles } from '#contract'
import type { ScreenRoute } from '../shell'
import { words } from '../locale/catalogues'
import { words as settings } from '../locale/settings'

export const routes: ScreenRoute[] = [
  { path: '/reference', title: words.title, roles, icon: 'list', navGroup: 'reference', order: 20, component: () => import('./ReferencePage.vue') },
  { path: '/settings', title: settings.title, roles, icon: 'settings', navGroup: 'reference', order: 30, component: () => import('./SettingsPage.vue') },
]
