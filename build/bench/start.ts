/*
 * From the command to the first screen, in the loopback shell, on a built tree and a warm profile (issue 5). Each part is
 * measured by itself, so that a slow one shows.
 */
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'
import { findChromium } from '#ready/chromium.mjs'
import { connectCdp } from '#electron/testing/stand-in/cdp'

const root = resolve(__dirname, '../..')
const runs = 5
const goal = { screen: 2000, npm: 1000 }

type Served = { child: ChildProcess; url: string; ms: number }

const lineOf = async (child: ChildProcess, stream: 'stdout' | 'stderr', wanted: RegExp): Promise<string> => {
  const lines = createInterface({ input: child[stream]! })
  for await (const line of lines) {
    const found = wanted.exec(line)?.[1]
    if (found) {
      lines.close()
      child[stream]!.resume()
      return found
    }
  }
  throw new Error('the program ended before it said anything')
}

const served = async (program: string, args: string[]): Promise<Served> => {
  const began = performance.now()
  const child = spawn(program, args, { cwd: root, stdio: ['ignore', 'pipe', 'inherit'], detached: true })
  const url = await lineOf(child, 'stdout', /(http:\/\/127\.0\.0\.1:\d+\/#t=\S+)/)
  return { child, url, ms: performance.now() - began }
}
const end = async ({ child }: Pick<Served, 'child'>): Promise<void> => {
  const gone = once(child, 'exit')
  // The whole group: npm, its shell and the program.
  process.kill(-child.pid!, 'SIGTERM')
  await gone
}

const core = (home: string): Promise<Served> => served(process.execPath, [
  '-e', `require('./out/main/loopback.js').startLoopback({ home: ${JSON.stringify(home)} }).then(({ value }) => console.log(value.url))`,
])
const npmStart = (home: string): Promise<Served> => served('npm', ['start', '--silent', '--', '--no-window', '--home', home])

/** What `npm start` opens, without a screen. @returns when the browser was up and when the first heading stood, since its start */
const window = async (url: string, profile: string): Promise<{ up: number; screen: number }> => {
  const began = performance.now()
  const child = spawn(findChromium() ?? 'chromium', [
    '--headless=new', `--app=${url}`, `--user-data-dir=${profile}`, '--window-size=1366,800', '--no-first-run', '--no-default-browser-check', '--disable-extensions',
    '--disable-sync', '--disable-background-networking', '--remote-debugging-port=0', ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
  ], { stdio: ['ignore', 'ignore', 'pipe'], detached: true })
  const cdp = await connectCdp(await lineOf(child, 'stderr', /^DevTools listening on (ws:\S+)/))
  const up = performance.now() - began
  const { targetInfos } = (await cdp.send('Target.getTargets')) as { targetInfos: { type: string; targetId: string }[] }
  const page = targetInfos.find(({ type }) => type === 'page')
  const { sessionId } = (await cdp.send('Target.attachToTarget', { targetId: page?.targetId, flatten: true })) as { sessionId: string }
  // A page that has just changed has no world for a moment: asked again.
  const stands = async (): Promise<boolean> => {
    const { result } = (await cdp.session(sessionId).send('Runtime.evaluate', { expression: `Boolean(document.querySelector('h1'))` })) as { result: { value: boolean } }
    return result.value
  }
  while (!(await stands().catch(() => false))) await sleep(5)
  const screen = performance.now() - began
  cdp.close()
  await end({ child })
  return { up, screen }
}

const middle = (numbers: readonly number[]): number => [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0
const ms = (value: number): string => `${Math.round(value)} ms`.padStart(9)

const run = async (): Promise<number> => {
  const home = mkdtempSync(join(tmpdir(), 'mohr-bench-start-'))
  const profile = join(home, 'browser')
  const parts = { core: [] as number[], npm: [] as number[], up: [] as number[], screen: [] as number[] }
  for (let i = 0; i <= runs; i += 1) {
    const bare = await core(home)
    const shown = await window(bare.url, profile)
    await end(bare)
    const whole = await npmStart(home)
    await end(whole)
    // The first round makes the profile and fills the system's caches.
    if (i === 0) continue
    parts.core.push(bare.ms)
    parts.npm.push(whole.ms)
    parts.up.push(shown.up)
    parts.screen.push(shown.screen)
  }
  rmSync(home, { recursive: true, force: true })
  const [bare, npm, up, screen] = [middle(parts.core), middle(parts.npm), middle(parts.up), middle(parts.screen)]
  const results = [
    { name: 'first screen, core and window', value: bare + screen, goal: goal.screen },
    { name: 'what npm start adds', value: npm - bare, goal: goal.npm },
  ]
  console.log(`  core listening           ${ms(bare)}`)
  console.log(`  browser up               ${ms(up)}`)
  console.log(`  first heading painted    ${ms(screen - up)}`)
  console.log(`  npm start to its address ${ms(npm)}`)
  for (const { name, value, goal: most } of results) console.log(`  ${value <= most ? 'met   ' : 'MISSED'} ${name.padEnd(30)} ${ms(value)}  goal ≤ ${most} ms`)
  return results.every(({ value, goal: most }) => value <= most) ? 0 : 1
}

void run().then((code) => { process.exitCode = code })
