import type { ScreenRoute } from '../shell'
import { words } from '../locale/ledger'

export const routes: ScreenRoute[] = [
  { path: '/ledger', title: words.title, roles: ['it', 'system_manager', 'director', 'auditor'], icon: 'chain', navGroup: 'system', order: 20, component: () => import('./LedgerPage.vue') },
]
