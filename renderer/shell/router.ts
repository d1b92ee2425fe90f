import { createRouter, createWebHashHistory, type Router } from 'vue-router'
import { words } from '../locale/shell'
import type { ScreenRoute } from './screen-route'
import { screens } from './screens'
import { say } from './status-line'

declare module 'vue-router' {
  // vue-router's own way to type `meta` is to extend this interface.
  // eslint-disable-next-line @typescript-eslint/consistent-type-definitions
  interface RouteMeta { screen?: ScreenRoute }
}

/** Hash history: the same addresses work on app:// and on the loopback server. */
export const createScreenRouter = (): Router => {
  const router = createRouter({
    history: createWebHashHistory(),
    routes: [
      ...screens.map((screen) => ({ path: screen.path, component: screen.component, meta: { screen } })),
      { path: '/:rest(.*)*', component: () => import('./LostPage.vue') },
    ],
  })
  // A screen that was never opened yet cannot be fetched from a core that is gone.
  router.onError(() => { say(words.screenLost) })
  return router
}
