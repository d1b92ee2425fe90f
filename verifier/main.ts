import './jitless'
import { createApp } from 'vue'
import BankPage from './BankPage.vue'
import '../renderer/ui/tokens.css'
import './page.css'

createApp(BankPage).mount('#page')
