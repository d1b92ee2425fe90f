import { roles } from '#contract'
import type { ScreenRoute } from '../shell'
import { words } from '../locale/help'

export const routes: ScreenRoute[] = [
  { path: '/help', title: words.title, roles, icon: 'book', navGroup: 'reference', order: 40, component: () => import('./HelpPage.vue') },
]
