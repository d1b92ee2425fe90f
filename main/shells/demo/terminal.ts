import type { Tick } from '#main/app/rehearsal/casework'

/** Where the demo speaks: plain lines, and a counter that re-writes itself on a terminal. */
export type Terminal = {
  step(title: string): Tick
  line(text: string): void
}

/** Progress goes to standard error, so that `--json` leaves standard output to the figures alone. */
export const demoTerminal = (quiet: boolean): Terminal => {
  let open = false
  const close = (): void => {
    if (open) process.stderr.write('\n')
    open = false
  }
  return {
    line: (text) => {
      close()
      if (!quiet) process.stderr.write(`${text}\n`)
    },
    step: (title) => {
      close()
      if (quiet) return () => undefined
      if (!process.stderr.isTTY) {
        process.stderr.write(`▸ ${title}\n`)
        return () => undefined
      }
      process.stderr.write(`▸ ${title}`)
      open = true
      return (done, total) => void process.stderr.write(`\r▸ ${title}  ${done}/${total} `)
    },
  }
}
