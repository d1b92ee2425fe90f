import type { ScreenRoute } from '../shell'
import { words } from '../locale/reports'

export const routes: ScreenRoute[] = [
  {
    path: '/reports/service', title: words.title, roles: ['director', 'expert', 'system_manager', 'auditor'], icon: 'chart', navGroup: 'reference', order: 60,
    component: () => import('./ServicePage.vue'),
  },
]
