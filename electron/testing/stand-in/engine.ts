import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { connectCdp, type Cdp } from './cdp'

/** Chromium itself: one process and profile for all windows of one program, as Electron has. */
export type Engine = { cdp: Cdp; endpoint: string; pid: number; close(): Promise<void> }

const flags = [
  '--headless=new', '--remote-debugging-port=0', '--no-first-run', '--no-default-browser-check', '--disable-gpu', '--disable-quic',
  '--disable-background-networking', '--disable-component-update', '--disable-sync', '--disable-extensions', '--mute-audio',
  // Whatever a page tries, no name leads off this machine.
  '--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1', '--use-fake-device-for-media-stream', '--lang=fa-IR',
]

const endpointOf = async (child: ChildProcess): Promise<string> => {
  const lines = createInterface({ input: child.stderr! })
  const said: string[] = []
  const ended = once(child, 'exit').then(() => { throw new Error(`Chromium ended at once:\n${said.join('\n')}`) })
  const found = new Promise<string>((resolve) => {
    lines.on('line', (line) => {
      said.push(line)
      const url = /^DevTools listening on (ws:\S+)/.exec(line)?.[1]
      if (url) resolve(url)
    })
  })
  return Promise.race([found, ended])
}

type Attached = { sessionId: string; targetInfo: { targetId: string; openerId?: string } }

/**
 * No window but those the program makes. One that a page opened may ask for nothing and is closed; it is let go first, for
 * the page that opened it waits with it.
 */
const keepOwnWindows = async (cdp: Cdp): Promise<void> => {
  const shut = async ({ sessionId, targetInfo }: Attached): Promise<void> => {
    const window = cdp.session(sessionId)
    window.on('Fetch.requestPaused', ({ requestId }: { requestId: string }) => {
      window.send('Fetch.failRequest', { requestId, errorReason: 'Aborted' }).catch(() => undefined)
    })
    await Promise.all([window.send('Fetch.enable', { patterns: [{ urlPattern: '*' }] }), window.send('Runtime.runIfWaitingForDebugger')])
    await cdp.send('Target.closeTarget', { targetId: targetInfo.targetId })
  }
  cdp.on('Target.attachedToTarget', (attached: Attached) => {
    const next = attached.targetInfo.openerId ? shut(attached) : cdp.session(attached.sessionId).send('Runtime.runIfWaitingForDebugger')
    next.catch(() => undefined)
  })
  await cdp.send('Target.setAutoAttach', { autoAttach: true, waitForDebuggerOnStart: true, flatten: true, filter: [{ type: 'page' }] })
}

/** Starts Chromium on a profile folder. @param args more command-line switches */
export const startEngine = async (executable: string, profile: string, args: readonly string[]): Promise<Engine> => {
  mkdirSync(profile, { recursive: true })
  const root = process.getuid?.() === 0 ? ['--no-sandbox'] : []
  const child = spawn(executable, [...flags, ...root, ...args, `--user-data-dir=${profile}`, 'about:blank'], { stdio: ['ignore', 'ignore', 'pipe'] })
  process.on('exit', () => child.kill('SIGKILL'))
  const endpoint = await endpointOf(child)
  const cdp = await connectCdp(endpoint)
  await cdp.send('Target.setDiscoverTargets', { discover: true })
  await keepOwnWindows(cdp)
  return {
    cdp, endpoint, pid: child.pid ?? 0,
    close: async () => {
      if (child.exitCode !== null) return
      const gone = once(child, 'exit')
      await cdp.send('Browser.close').catch(() => child.kill())
      await gone
    },
  }
}
