export { transitions, type Transition, type Who } from './transitions'
export { assertMay, isDecided, moveOf, movesOf } from './next-state'
