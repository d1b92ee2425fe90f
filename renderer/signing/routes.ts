import { roles } from '#contract'
import type { ScreenRoute } from '../shell'
import { words as drill } from '../locale/compromise'
import { words } from '../locale/signing'

export const routes: ScreenRoute[] = [
  { path: '/keys', title: words.title, roles, icon: 'key', navGroup: 'reference', order: 50, component: () => import('./KeysPage.vue') },
  { path: '/keys/compromise', title: drill.title, roles: ['director', 'system_manager', 'auditor'], icon: 'warn', component: () => import('./CompromisePage.vue') },
]
