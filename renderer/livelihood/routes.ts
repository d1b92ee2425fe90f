import type { ScreenRoute } from '../shell'
import { countWords, words } from '../locale/livelihood'

export const routes: ScreenRoute[] = [
  { path: '/aid', title: words.title, roles: ['clerk', 'expert'], icon: 'home', navGroup: 'counter', order: 26, component: () => import('./AidPage.vue') },
  { path: '/aid/counts', title: countWords.title, roles: ['director', 'expert', 'system_manager', 'auditor'], icon: 'chart', navGroup: 'reference', order: 70, component: () => import('./AidCounts.vue') },
]
