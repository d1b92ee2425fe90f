import type { ScreenRoute } from '../shell'
import { words as checkpointWords } from '../locale/checkpoints'
import { words } from '../locale/ledger'

export const routes: ScreenRoute[] = [
  { path: '/ledger', title: words.title, roles: ['it', 'system_manager', 'director', 'auditor'], icon: 'chain', navGroup: 'system', order: 20, component: () => import('./LedgerPage.vue') },
  { path: '/ledger/checkpoints', title: checkpointWords.title, roles: ['it', 'system_manager', 'director', 'auditor'], icon: 'seal', component: () => import('./CheckpointPage.vue') },
]
