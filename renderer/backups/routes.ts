import type { ScreenRoute } from '../shell'
import { words } from '../locale/backups'

export const routes: ScreenRoute[] = [
  { path: '/backups', title: words.title, roles: ['it', 'system_manager', 'auditor'], icon: 'download', navGroup: 'system', order: 15, component: () => import('./BackupPage.vue') },
]
