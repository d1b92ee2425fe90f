export { assertMay, isDecided, isOpen, moveOf, movesOf } from './next-state'
export { openStates, transitions, type ClockEffect, type Transition } from './transitions'
