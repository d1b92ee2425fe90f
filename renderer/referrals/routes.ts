import type { ScreenRoute } from '../shell'
import { words } from '../locale/referrals'

const readers = ['expert', 'director', 'system_manager', 'auditor'] as const

export const routes: ScreenRoute[] = [
  { path: '/referrals', title: words.title, roles: readers, icon: 'bank', navGroup: 'loans', order: 20, component: () => import('./ReferralsPage.vue') },
  { path: '/referrals/sign', title: words.signTitle, roles: ['director'], icon: 'seal', navGroup: 'director', order: 30, component: () => import('./SigningDesk.vue') },
  { path: '/referrals/new/:permitNo', title: words.formTitle, roles: ['expert'], icon: 'bank', component: () => import('./RequestPage.vue') },
  { path: '/referrals/:id', title: words.formTitle, roles: readers, icon: 'bank', component: () => import('./ReferralPage.vue') },
]
