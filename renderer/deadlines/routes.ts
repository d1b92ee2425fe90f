import type { ScreenRoute } from '../shell'
import { words } from '../locale/deadlines'

export const routes: ScreenRoute[] = [
  { path: '/deadlines', title: words.title, roles: ['expert', 'clerk', 'director', 'system_manager', 'auditor'], icon: 'clock', navGroup: 'review', order: 40, component: () => import('./DeadlinesPage.vue') },
]
