import type { ScreenRoute } from '../shell'
import { listWords } from '../locale/dossier-list'
import { intakeWords, readWords, receiptWords } from '../locale/dossiers'
import { importWords } from '../locale/import'
import { correctWords, paperFormWords } from '../locale/intake'

const counter = ['clerk', 'expert'] as const
const readers = ['director', 'expert', 'clerk', 'system_manager', 'auditor'] as const

export const routes: ScreenRoute[] = [
  { path: '/intake', title: intakeWords.title, roles: ['clerk', 'expert'], icon: 'form', navGroup: 'counter', order: 10, keys: 'F2', component: () => import('./IntakePage.vue') },
  { path: '/dossiers', title: listWords.title, roles: readers, icon: 'search', navGroup: 'counter', order: 20, keys: 'F3', component: () => import('./DossierList.vue') },
  { path: '/dossiers/import', title: importWords.title, roles: counter, icon: 'upload', navGroup: 'counter', order: 30, component: () => import('./ImportPage.vue') },
  { path: '/dossiers/:id', title: readWords.title, roles: readers, icon: 'file', component: () => import('./DossierRead.vue') },
  { path: '/dossiers/:id/receipt', title: receiptWords.page, roles: counter, icon: 'print', component: () => import('./ReceiptPage.vue') },
  { path: '/dossiers/:id/form', title: paperFormWords.title, roles: counter, icon: 'form', component: () => import('./FormPage.vue') },
  { path: '/dossiers/:id/correct', title: correctWords.title, roles: ['expert'], icon: 'edit', component: () => import('./CorrectPage.vue') },
]
