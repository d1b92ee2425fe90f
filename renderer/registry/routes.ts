import type { ScreenRoute } from '../shell'
import { words } from '../locale/registry'

export const routes: ScreenRoute[] = [
  { path: '/registry', title: words.title, roles: ['it', 'system_manager', 'director', 'expert', 'auditor'], icon: 'sync', navGroup: 'system', order: 10, component: () => import('./SyncPage.vue') },
]
