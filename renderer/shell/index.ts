export type { ScreenRoute, NavGroup } from './screen-route'
export { useShortcuts, type Shortcut } from './shortcuts'
export { say } from './status-line'
<<<<<<< HEAD
export { default as TellsEnd } from './TellsEnd.vue'
=======
export { useFile } from './use-file'
>>>>>>> c150b61 (refactor(ui): one way to ask for a text file, one head of the desk, one subject of a filing; the bank page's browser test knows letters to banks)
