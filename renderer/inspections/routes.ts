import type { ScreenRoute } from '../shell'
import { words } from '../locale/inspections'

export const routes: ScreenRoute[] = [
  {
    path: '/inspections', title: words.title, roles: ['inspector', 'system_manager', 'expert'], icon: 'visit', navGroup: 'loans', order: 10,
    component: () => import('./VisitsDue.vue'),
  },
  {
    path: '/inspections/:subject/:kind?', title: words.formTitle, roles: ['inspector', 'system_manager', 'expert', 'director', 'auditor'], icon: 'visit',
    component: () => import('./VisitPage.vue'),
  },
]
