import type { ScreenRoute } from '../shell'
import { gatewayWords, templateWords, words } from '../locale/messages'

export const routes: ScreenRoute[] = [
  { path: '/messages', title: words.title, roles: ['clerk', 'expert', 'system_manager', 'director', 'auditor'], icon: 'phone', navGroup: 'counter', order: 60, component: () => import('./MessagesPage.vue') },
  { path: '/messages/templates', title: templateWords.title, roles: ['system_manager'], icon: 'edit', navGroup: 'reference', order: 60, component: () => import('./TemplatesPage.vue') },
  { path: '/messages/gateway', title: gatewayWords.title, roles: ['system_manager', 'it'], icon: 'settings', navGroup: 'system', order: 60, component: () => import('./GatewayPage.vue') },
]
