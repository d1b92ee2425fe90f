import type { ScreenRoute } from '../shell'
import { batchWords, deskWords, registerWords } from '../locale/permits'

export const routes: ScreenRoute[] = [
  { path: '/desk', title: deskWords.title, roles: ['director'], icon: 'inbox', navGroup: 'director', order: 1, component: () => import('./ReviewDesk.vue') },
  { path: '/desk/sign', title: batchWords.title, roles: ['director'], icon: 'seal', navGroup: 'director', order: 2, component: () => import('./BatchPage.vue') },
  { path: '/permits', title: registerWords.title, roles: ['director', 'expert', 'clerk', 'inspector', 'system_manager', 'auditor'], icon: 'book', navGroup: 'reference', order: 20, component: () => import('./RegisterPage.vue') },
  { path: '/permits/:no', title: registerWords.page, roles: ['director', 'expert', 'clerk', 'inspector', 'system_manager', 'auditor'], icon: 'file', component: () => import('./PermitPage.vue') },
]
