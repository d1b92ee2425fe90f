import type { ScreenRoute } from '../shell'
import { noteWords, revocationWords, skillWords } from '../locale/permit-life'
import { batchesWords } from '../locale/batches'
import { batchWords, deskWords, registerWords } from '../locale/permits'

export const routes: ScreenRoute[] = [
  { path: '/desk', title: deskWords.title, roles: ['director'], icon: 'inbox', navGroup: 'director', order: 1, component: () => import('./ReviewDesk.vue') },
  { path: '/desk/sign', title: batchWords.title, roles: ['director'], icon: 'seal', navGroup: 'director', order: 2, component: () => import('./BatchPage.vue') },
  { path: '/desk/confirmations', title: noteWords.title, roles: ['director'], icon: 'eye', navGroup: 'director', order: 3, component: () => import('./ConfirmationsPage.vue') },
  { path: '/revocations', title: revocationWords.title, roles: ['director'], icon: 'octagon', navGroup: 'director', order: 4, component: () => import('./RevocationsPage.vue') },
  { path: '/revocations/all', title: revocationWords.title, roles: ['expert', 'system_manager', 'auditor'], icon: 'octagon', navGroup: 'reference', order: 22, component: () => import('./RevocationsPage.vue') },
  { path: '/batches', title: batchesWords.title, roles: ['director', 'system_manager', 'auditor'], icon: 'seal', navGroup: 'reference', order: 20.5, component: () => import('./BatchesPage.vue') },
  { path: '/batches/:no', title: batchesWords.page, roles: ['director', 'system_manager', 'auditor'], icon: 'seal', component: () => import('./BatchDetail.vue') },
  { path: '/skill', title: skillWords.title, roles: ['expert', 'clerk', 'director', 'system_manager'], icon: 'clock', navGroup: 'reference', order: 21, component: () => import('./SkillDeadlines.vue') },
  { path: '/permits', title: registerWords.title, roles: ['director', 'expert', 'clerk', 'inspector', 'system_manager', 'auditor'], icon: 'book', navGroup: 'reference', order: 20, component: () => import('./RegisterPage.vue') },
  { path: '/permits/:no', title: registerWords.page, roles: ['director', 'expert', 'clerk', 'inspector', 'system_manager', 'auditor'], icon: 'file', component: () => import('./PermitPage.vue') },
]
