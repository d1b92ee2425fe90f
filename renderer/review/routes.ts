import type { ScreenRoute } from '../shell'
import { words } from '../locale/review'

export const routes: ScreenRoute[] = [
  { path: '/review', title: words.title, roles: ['expert'], icon: 'eye', navGroup: 'review', order: 1, component: () => import('./ReviewPage.vue') },
]
