import { roles } from '#contract'
import type { ScreenRoute } from '../shell'
import { words } from '../locale/staff'

export const routes: ScreenRoute[] = [
  { path: '/staff', title: words.title, roles: ['system_manager', 'it', 'director'], icon: 'people', navGroup: 'system', order: 40, component: () => import('./StaffPage.vue') },
  { path: '/passphrase', title: words.changeTitle, roles, icon: 'lock', navGroup: 'system', order: 90, component: () => import('./ChangePassphrase.vue') },
]
