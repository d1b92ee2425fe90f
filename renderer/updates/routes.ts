import type { ScreenRoute } from '../shell'
import { words } from '../locale/updates'

export const routes: ScreenRoute[] = [
  { path: '/updates', title: words.title, roles: ['it', 'system_manager', 'auditor'], icon: 'box', navGroup: 'system', order: 85, component: () => import('./UpdatesPage.vue') },
]
