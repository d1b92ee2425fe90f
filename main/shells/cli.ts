import { processTerminal, runCommand } from './cli/index'

/** The `mohr` command: the same core without a window. */
runCommand(process.argv.slice(2), processTerminal).then(
  (code) => { process.exitCode = code },
  (error: unknown) => {
    console.error(error)
    process.exitCode = 1
  },
)
