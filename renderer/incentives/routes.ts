import type { ScreenRoute } from '../shell'
import { words } from '../locale/incentives'

export const routes: ScreenRoute[] = [
  { path: '/awards', title: words.title, roles: ['director', 'expert', 'clerk', 'auditor'], icon: 'flag', navGroup: 'loans', order: 30, component: () => import('./AwardsPage.vue') },
]
