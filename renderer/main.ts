import { createPinia } from 'pinia'
import { createApp } from 'vue'
import App from './App.vue'
import { connect } from './api'
import { applyPreferences } from './shell/preferences'
import { createScreenRouter } from './shell/router'
import './ui/tokens.css'
import './ui/base.css'

applyPreferences()
// Before the router: the loopback's one-time ticket stands in the hash where routes will.
connect()
const router = createScreenRouter()
const app = createApp(App).use(createPinia()).use(router)
// A reload or a deep link stays where it was: the shell must not see `/` before the router has read the address.
void router.isReady().then(() => app.mount('#app'))
