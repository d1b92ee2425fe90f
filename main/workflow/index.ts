export { assertMay, isDecided, moveOf, movesOf } from './next-state'
