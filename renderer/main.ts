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
createApp(App).use(createPinia()).use(createScreenRouter()).mount('#app')
