import type { UtilityProcess } from 'electron'
import type { Errand, Errands, ToCore } from './core/messages'
import type { PaperWindows } from './paper-windows'
import { secretState, unwrapSecret, wrapSecret } from './secret-store'

type Fork = (entry: string, args: string[], options: { stdio: ('ignore' | 'pipe')[] }) => UtilityProcess

/** What the window's program does for the core: start a training office's registry as a process of its own, ask the system's keeper of secrets, and draw papers in hidden windows. */
export const hostErrands = (fork: Fork, papers: PaperWindows): ((errand: Errand, tell: (message: ToCore) => void) => Promise<unknown>) => {
  const processes = new Map<number, UtilityProcess>()
  const start = ({ process, entry, args }: Errands['startProcess']['input'], tell: (message: ToCore) => void): null => {
    const child = fork(entry, args, { stdio: ['ignore', 'pipe', 'ignore'] })
    processes.set(process, child)
    child.stdout?.on('data', (bytes: Uint8Array) => { tell({ t: 'printed', process, bytes }) })
    child.once('exit', () => {
      processes.delete(process)
      tell({ t: 'ended', process })
    })
    return null
  }
  return async ({ name, input }, tell) => {
    switch (name) {
      case 'startProcess': return start(input, tell)
      case 'killProcess': return void processes.get(input.process)?.kill()
      case 'secretState': return secretState()
      case 'secretWrap': return wrapSecret(input.secret)
      case 'secretUnwrap': return unwrapSecret(input.wrapped)
      case 'paperOpen': return papers.open(input.window)
      case 'paperRun': return papers.run(input.window, input.expression)
      case 'paperPdf': return papers.pdf(input.window)
      case 'paperPrint': return papers.print(input.window)
      case 'paperClose': return Promise.resolve(papers.close(input.window))
      default:
    }
  }
}
