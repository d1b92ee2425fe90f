import { fork, spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import type * as ElectronModule from 'electron'
import { _electron, chromium, type Browser, type Page } from '@playwright/test'
import { wire } from './stand-in/wire'

type Electron = typeof ElectronModule

/** The face of Playwright's ElectronApplication, so that one spec runs on either driver. */
export type Shell = {
  driver: 'electron' | 'stand-in'
  /** Runs a function in the window's program with Electron's module; it closes over nothing. */
  evaluate<R, A = undefined>(work: (electron: Electron, arg: A) => R | Promise<R>, arg?: A): Promise<R>
  firstWindow(): Promise<Page>
  /** Quits as a user does. @returns the exit code */
  close(): Promise<number>
  kill(): void
  exited: Promise<number>
  /** What the program wrote to its terminal. */
  output(): string
}

export type Launch = { home: string; env?: Record<string, string>; main?: string; /** Where the stand-in finds the program's package.json; the work tree, unless a package is tried. */ app?: string }

const root = resolve(__dirname, '../..')
export const builtMain = join(root, 'out/main/electron.js')

/** Electron's own program where it was downloaded; asking the module itself would start a download. */
export const electronBinary = (): string | null => {
  const folder = join(root, 'node_modules/electron')
  const named = join(folder, 'path.txt')
  if (!existsSync(named)) return null
  const binary = join(process.env['ELECTRON_OVERRIDE_DIST_PATH'] ?? join(folder, 'dist'), readFileSync(named, 'utf8'))
  return existsSync(binary) ? binary : null
}

export const driver: Shell['driver'] = electronBinary() ? 'electron' : 'stand-in'

const environment = ({ home, env }: Launch): NodeJS.ProcessEnv => ({ ...process.env, MOHR_HOME: home, ...env })

const launchElectron = async (options: Launch): Promise<Shell> => {
  const app = await _electron.launch({
    executablePath: electronBinary() ?? undefined, args: [options.main ?? root], env: environment(options) as Record<string, string>,
  })
  const child = app.process()
  const exited = once(child, 'exit').then(([code]: unknown[]) => Number(code ?? 1))
  let said = ''
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk: Buffer) => { said += chunk.toString() })
  return {
    driver: 'electron', exited, output: () => said, kill: () => void child.kill('SIGKILL'),
    evaluate: (work, arg) => app.evaluate(work as Parameters<typeof app.evaluate>[0], arg) as never,
    firstWindow: () => app.firstWindow(),
    close: async () => {
      await app.evaluate(({ app: running }) => { running.quit() }).catch(() => undefined)
      return exited
    },
  }
}

type Answer = { t: 'evaluated'; id: number; value?: unknown; error?: string } | { t: 'endpoint'; endpoint: string; browser: number }

/** Sends work into the stand-in's process and gives what it answers. */
const evaluator = (child: ChildProcess, exited: Promise<number>) => {
  const waiting = new Map<number, { keep(value: unknown): void; drop(error: Error): void }>()
  let next = 1
  child.on('message', (message: Answer) => {
    if (message.t !== 'evaluated') return
    const call = waiting.get(message.id)
    waiting.delete(message.id)
    if (message.error === undefined) call?.keep(wire.decode(message.value))
    else call?.drop(new Error(message.error))
  })
  void exited.then((code) => { for (const { drop } of waiting.values()) drop(new Error(`the program ended (${code})`)) })
  return (work: { toString(): string }, arg?: unknown): Promise<unknown> => new Promise((keep, drop) => {
    const id = next++
    waiting.set(id, { keep, drop })
    child.send({ t: 'evaluate', id, code: work.toString(), arg: wire.encode(arg) }, (error) => { if (error) drop(error) })
  })
}

const endpointOf = (child: ChildProcess): Promise<{ endpoint: string; browser: number }> => new Promise((found) => {
  child.on('message', (message: Answer) => { if (message.t === 'endpoint') found(message) })
})

const pageOf = async (browser: Browser): Promise<Page> => {
  const context = browser.contexts()[0]!
  const isWindow = (page: Page): boolean => page.url().includes('.standin/')
  const known = context.pages().find(isWindow)
  if (known) return known
  return new Promise((found) => {
    const look = (page: Page): void => {
      if (isWindow(page)) found(page)
      else page.on('framenavigated', () => { if (isWindow(page)) found(page) })
    }
    for (const page of context.pages()) look(page)
    context.on('page', look)
  })
}

const launchStandIn = (options: Launch): Shell => {
  const register = pathToFileURL(join(__dirname, 'stand-in/register.mjs')).href
  const main = options.main ?? builtMain
  const child = fork(main, [], {
    execPath: process.execPath, execArgv: ['--disable-warning=MODULE_TYPELESS_PACKAGE_JSON', '--import', register], stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    env: { ...environment(options), STANDIN_MAIN: main, STANDIN_APP: options.app ?? root, STANDIN_CHROMIUM: process.env['MOHR_BROWSER'] },
  })
  let said = ''
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk: Buffer) => { said += chunk.toString() })
  const exited = once(child, 'exit').then(([code]: unknown[]) => Number(code ?? 1))
  const evaluate = evaluator(child, exited)
  const endpoint = endpointOf(child)
  let browser: Promise<Browser> | null = null
  const died = exited.then((code) => { throw new Error(`the program ended (${code}) without a window:\n${said}`) })
  died.catch(() => undefined)
  const firstWindow = (): Promise<Page> => {
    browser = Promise.race([endpoint, died]).then(({ endpoint: url }) => chromium.connectOverCDP(url))
    return Promise.race([browser.then(pageOf), died])
  }
  // Electron's browser dies with its program because it is the program.
  const kill = (): void => {
    child.kill('SIGKILL')
    void endpoint.then(({ browser: pid }) => process.kill(pid, 'SIGKILL')).catch(() => undefined)
  }
  return {
    driver: 'stand-in', exited, firstWindow, output: () => said, kill,
    evaluate: evaluate as Shell['evaluate'],
    close: async () => {
      await evaluate('({ app }) => { app.quit() }').catch(() => undefined)
      const code = await exited
      await (await browser)?.close().catch(() => undefined)
      return code
    },
  }
}

export type Ended = { code: number; stdout: string; stderr: string }

/** How the program is started with arguments of its own. */
const programOf = ({ main = builtMain }: Pick<Launch, 'main'>, packaged: boolean): { file: string; args: string[]; env: NodeJS.ProcessEnv } => {
  const binary = electronBinary()
  if (binary) return { file: binary, args: [main === builtMain ? root : main], env: {} }
  const register = pathToFileURL(join(__dirname, 'stand-in/register.mjs')).href
  const env = { STANDIN_MAIN: main, STANDIN_APP: root, STANDIN_CHROMIUM: process.env['MOHR_BROWSER'], ...(packaged ? { STANDIN_PACKAGED: '1' } : {}) }
  return { file: process.execPath, args: ['--disable-warning=MODULE_TYPELESS_PACKAGE_JSON', '--import', register, main], env }
}

/** Runs the built program with arguments, as a terminal or a task planner does: no channel to it but its output and its exit code. */
export const runProgram = async (args: readonly string[], { home, env, main, packaged = false, input = '' }: Launch & { packaged?: boolean; input?: string }): Promise<Ended> => {
  const { file, args: before, env: own } = programOf({ main }, packaged)
  const { DISPLAY: _, WAYLAND_DISPLAY: __, ...without } = environment({ home, env })
  const child = spawn(file, [...before, ...args], { env: { ...without, ...own, ...env }, stdio: ['pipe', 'pipe', 'pipe'] })
  const said = { stdout: '', stderr: '' }
  child.stdout.on('data', (chunk: Buffer) => { said.stdout += chunk.toString() })
  child.stderr.on('data', (chunk: Buffer) => { said.stderr += chunk.toString() })
  child.stdin.end(input)
  const [code] = await once(child, 'close') as [number | null]
  return { code: code ?? 1, ...said }
}

/** Starts the built program on a data folder: on Electron where its program is, else on the stand-in. */
export const launchShell = (options: Launch): Promise<Shell> =>
  driver === 'electron' ? launchElectron(options) : Promise.resolve(launchStandIn(options))
