import { roles } from '#contract'
import type { ScreenRoute } from '../shell'
import { words } from '../locale/verify'

export const routes: ScreenRoute[] = [
  { path: '/verify', title: words.title, roles, icon: 'shield', navGroup: 'reference', order: 30, component: () => import('./VerifyPage.vue') },
]
