export { runCommand } from './run-command'
export { processTerminal } from './terminal'
