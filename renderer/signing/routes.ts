import { roles } from '#contract'
import type { ScreenRoute } from '../shell'
import { words } from '../locale/signing'

export const routes: ScreenRoute[] = [
  { path: '/keys', title: words.title, roles, icon: 'key', navGroup: 'reference', order: 50, component: () => import('./KeysPage.vue') },
]
