import type { ScreenRoute } from '../shell'
import { words } from '../locale/quotas'

export const routes: ScreenRoute[] = [
  {
    path: '/quotas', title: words.title, roles: ['system_manager', 'expert', 'director', 'auditor'], icon: 'coins', navGroup: 'loans', order: 40,
    component: () => import('./QuotaPage.vue'),
  },
]
