import type { ScreenRoute } from '../shell'
import { words } from '../locale/timestamps'

export const routes: ScreenRoute[] = [
  { path: '/timestamps', title: words.title, roles: ['it', 'system_manager', 'director', 'auditor'], icon: 'clock', navGroup: 'system', order: 30, component: () => import('./TimestampsPage.vue') },
]
