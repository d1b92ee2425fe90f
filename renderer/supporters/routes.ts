import type { ScreenRoute } from '../shell'
import { words } from '../locale/supporters'

const readers = ['director', 'expert', 'clerk', 'inspector', 'system_manager', 'auditor'] as const

export const routes: ScreenRoute[] = [
  { path: '/pool', title: words.poolTitle, roles: readers, icon: 'people', navGroup: 'loans', order: 2, component: () => import('./PoolPage.vue') },
  { path: '/supporters', title: words.title, roles: readers, icon: 'shield', navGroup: 'loans', order: 4, component: () => import('./SupportersPage.vue') },
  { path: '/supporters/shortfall', title: words.reportTitle, roles: readers, icon: 'print', component: () => import('./ShortfallPage.vue') },
  { path: '/supporters/:permitNo', title: words.title, roles: readers, icon: 'shield', component: () => import('./SupporterPage.vue') },
]
