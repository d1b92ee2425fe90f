export { assertMay, isDecided, isOpen, moveOf, movesOf } from './next-state'
export { transitions, type ClockEffect, type Transition } from './transitions'
