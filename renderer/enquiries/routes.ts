import { roles } from '#contract'
import type { ScreenRoute } from '../shell'
import { contactWords, evidenceWords, words } from '../locale/enquiries'
import { words as followWords } from '../locale/follow'

const readers = ['director', 'expert', 'clerk', 'system_manager', 'auditor'] as const

export const routes: ScreenRoute[] = [
  { path: '/follow', title: followWords.title, roles: ['clerk', 'expert'], icon: 'eye', navGroup: 'counter', order: 22, keys: 'F4', component: () => import('./FollowPage.vue') },
  { path: '/enquiries', title: words.title, roles: readers, icon: 'phone', navGroup: 'counter', order: 24, component: () => import('./EnquiriesPage.vue') },
  { path: '/dossiers/:id/evidence', title: evidenceWords.page, roles: ['expert'], icon: 'print', component: () => import('./EvidencePage.vue') },
  { path: '/contacts', title: contactWords.title, roles, icon: 'people', navGroup: 'reference', order: 60, component: () => import('./ContactsPage.vue') },
]
