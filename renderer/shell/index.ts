export type { ScreenRoute, NavGroup } from './screen-route'
export { useShortcuts, type Shortcut } from './shortcuts'
export { say } from './status-line'
export { default as TellsEnd } from './TellsEnd.vue'
