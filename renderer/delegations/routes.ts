import type { ScreenRoute } from '../shell'
import { words } from '../locale/delegations'

export const routes: ScreenRoute[] = [
  { path: '/delegations', title: words.title, roles: ['director', 'system_manager', 'auditor'], icon: 'people', navGroup: 'reference', order: 51, component: () => import('./DelegationsPage.vue') },
]
