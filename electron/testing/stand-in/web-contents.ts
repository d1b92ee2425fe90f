import { randomBytes } from 'node:crypto'
import { EventEmitter } from 'node:events'
import { readFileSync } from 'node:fs'
import { isAbsolute } from 'node:path'
import type { CdpSession } from './cdp'
import { invoke, ipcMain } from './ipc-main'
import { watchRequests, type Frames } from './network'
import { isolatedWorldScript, mainWorldScript } from './page-worlds'
import { applyPermissions } from './permissions'
import { pdfOptions, type PrintToPdf } from './pdf-options'
import { app } from './running-app'
import { inward, outward } from './schemes'
import { defaultSession } from './session'
import { newEvent, note, surroundings } from './surroundings'
import type { Preferences } from './preferences'
import { wire } from './wire'

type FromPage =
  | { t: 'invoke'; id: number; channel: string; args: unknown }
  | { t: 'send'; channel: string; args: unknown }
  | { t: 'preload-error'; message: string }
type OpenHandler = (details: { url: string; frameName: string; features: string; disposition: string }) => { action: 'allow' | 'deny' }
type FrameTree = { frame: { id: string; url: string }; childFrames?: FrameTree[] }

const world = 'Electron Isolated Context'
let nextId = 1

/** One page of Chromium under Electron's name and rules. */
export class WebContents extends EventEmitter {
  readonly id = nextId++
  readonly session = defaultSession
  readonly preferences: Preferences
  readonly up: Promise<void>
  readonly #frames: Frames = { mainFrameId: '', ownLoads: 0 }
  readonly #worlds = new Map<number, string>()
  #targetId = ''
  #cdp: CdpSession | null = null
  #url = ''
  #dead = false
  #open: OpenHandler | null = null

  constructor(preferences: Preferences, size: { width: number; height: number }) {
    super()
    this.preferences = preferences
    this.up = this.#start(size)
  }

  getLastWebPreferences = (): Preferences => this.preferences
  isDestroyed = (): boolean => this.#dead
  isCrashed = (): boolean => this.#crashed
  getURL = (): string => this.#url
  getTitle = (): string => ''
  getType = (): string => 'window'
  getOSProcessId = (): number => 0
  setWindowOpenHandler(open: OpenHandler): void { this.#open = open }
  setVisualZoomLevelLimits = (): Promise<void> => Promise.resolve()
  print(options: object, done?: (ok: boolean, why: string) => void): void {
    note('webContents.print', options)
    done?.(true, '')
  }
  get targetId(): string { return this.#targetId }
  get mainFrame(): object { return { url: this.#url, parent: null, origin: this.#url } }
  #crashed = false

  get #page(): CdpSession {
    if (!this.#cdp) throw new Error('Object has been destroyed')
    return this.#cdp
  }

  async loadURL(url: string): Promise<void> {
    await this.up
    const { cdp } = await app.engine()
    await applyPermissions(cdp, this, url)
    let refused: string | undefined
    await this.#ownLoad(async () => {
      const { errorText } = (await this.#page.send('Page.navigate', { url: outward(url) })) as { errorText?: string }
      refused = errorText
    })
    // Only now: Chromium's page about the error loads too, and its end would be taken for the next load's.
    if (refused) throw new Error(`${refused} loading '${url}'`)
  }
  loadFile = (): Promise<void> => Promise.reject(new Error('the stand-in carries custom schemes only: checklist 18 asks for app:// in place of file://'))
  reload = (): void => { void this.#ownLoad(() => this.#page.send('Page.reload')) }

  /** One load after the other: the end of an earlier one must not be taken for this one's. */
  #ownLoad(work: () => Promise<unknown>): Promise<void> {
    const load = async (): Promise<void> => {
      const loaded = new Promise<void>((resolve) => { this.once('did-stop-loading', () => { resolve() }) })
      this.#frames.ownLoads += 1
      try {
        await work()
        await loaded
      } finally {
        this.#frames.ownLoads -= 1
      }
    }
    const mine = this.#loading.then(load)
    this.#loading = mine.catch(() => undefined)
    return mine
  }
  #loading: Promise<void> = Promise.resolve()

  async executeJavaScript(code: string, userGesture = false): Promise<unknown> {
    await this.up
    const { result, exceptionDetails } = (await this.#page.send('Runtime.evaluate', { expression: code, awaitPromise: true, returnByValue: true, userGesture })) as
      { result: { value: unknown }; exceptionDetails?: { exception?: { description?: string } } }
    if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? 'the page threw')
    return result.value
  }

  async printToPDF(options: PrintToPdf): Promise<Buffer> {
    await this.up
    const { data } = (await this.#page.send('Page.printToPDF', pdfOptions(options))) as { data: string }
    return Buffer.from(data, 'base64')
  }

  /** To the preload of the top frame, as Electron's. */
  send(channel: string, ...args: unknown[]): void {
    if (this.#dead) throw new Error('Object has been destroyed')
    for (const [context, frame] of this.#worlds) if (frame === this.#frames.mainFrameId) void this.#down(context, { t: 'event', channel, args: wire.encode(args) })
  }

  forcefullyCrashRenderer = (): void => { void this.#page.send('Page.crash').catch(() => undefined) }
  focus = (): void => { note('webContents.focus') }
  close = (): void => { void this.destroy() }
  async destroy(): Promise<void> {
    await this.up
    const { cdp } = await app.engine()
    await cdp.send('Target.closeTarget', { targetId: this.#targetId }).catch(() => undefined)
  }

  async #start({ width, height }: { width: number; height: number }): Promise<void> {
    const { cdp } = await app.engine()
    const { targetId } = (await cdp.send('Target.createTarget', { url: 'about:blank', newWindow: true, width, height })) as { targetId: string }
    const { sessionId } = (await cdp.send('Target.attachToTarget', { targetId, flatten: true })) as { sessionId: string }
    const page = cdp.session(sessionId)
    this.#targetId = targetId
    this.#cdp = page
    this.#watchTarget(cdp)
    this.#watchPage(page)
    await page.send('Page.enable')
    await page.send('Inspector.enable')
    const { frameTree } = (await page.send('Page.getFrameTree')) as { frameTree: FrameTree }
    this.#frames.mainFrameId = frameTree.frame.id
    await this.#installPreload(page)
    await page.send('Runtime.enable')
    await watchRequests(page, this, this.#frames)
  }

  #watchTarget(cdp: EventEmitter): void {
    cdp.on('Target.targetDestroyed', ({ targetId }: { targetId: string }) => {
      if (targetId !== this.#targetId || this.#dead) return
      this.#dead = true
      this.emit('destroyed')
    })
  }

  #watchPage(page: CdpSession): void {
    page.on('Page.frameNavigated', ({ frame }: { frame: { id: string; url: string } }) => {
      if (frame.id === this.#frames.mainFrameId) this.#moved(frame.url, 'did-navigate')
    })
    page.on('Page.navigatedWithinDocument', ({ frameId, url }: { frameId: string; url: string }) => {
      if (frameId === this.#frames.mainFrameId) this.#moved(url, 'did-navigate-in-page')
    })
    page.on('Page.domContentEventFired', () => { this.emit('dom-ready', newEvent()) })
    page.on('Page.loadEventFired', () => { this.emit('did-finish-load', newEvent()) })
    page.on('Page.frameStoppedLoading', ({ frameId }: { frameId: string }) => {
      if (frameId === this.#frames.mainFrameId) this.emit('did-stop-loading')
    })
    page.on('Page.windowOpen', ({ url, windowName, windowFeatures }: { url: string; windowName: string; windowFeatures: string[] }) => {
      const answer = this.#open?.({ url: inward(url), frameName: windowName, features: windowFeatures.join(','), disposition: 'foreground-tab' })
      note('window.open', { url: inward(url), action: answer?.action ?? 'allow' })
    })
    page.on('Inspector.targetCrashed', () => {
      this.#crashed = true
      this.#worlds.clear()
      this.emit('did-stop-loading')
      this.emit('render-process-gone', newEvent(), { reason: 'crashed', exitCode: 5 })
    })
  }

  #moved(url: string, event: string): void {
    this.#crashed = false
    this.#url = inward(url)
    this.emit(event, newEvent(), this.#url)
  }

  async #installPreload(page: CdpSession): Promise<void> {
    const { preload } = this.preferences
    if (!preload) return
    if (!isAbsolute(preload)) throw new Error('preload script must have absolute path')
    const secret = randomBytes(16).toString('hex')
    const binding = `up${secret}`
    page.on('Runtime.executionContextCreated', ({ context }: { context: { id: number; name: string; auxData: { frameId: string } } }) => {
      if (context.name === world) this.#worlds.set(context.id, context.auxData.frameId)
    })
    page.on('Runtime.executionContextDestroyed', ({ executionContextId }: { executionContextId: number }) => { this.#worlds.delete(executionContextId) })
    page.on('Runtime.executionContextsCleared', () => { this.#worlds.clear() })
    page.on('Runtime.bindingCalled', ({ name, payload, executionContextId }: { name: string; payload: string; executionContextId: number }) => {
      if (name === binding) void this.#heard(executionContextId, JSON.parse(payload) as FromPage)
    })
    const process = { platform: globalThis.process.platform, versions: { electron: surroundings.electron }, env: {}, argv: [], sandboxed: true, contextIsolated: true }
    await page.send('Runtime.addBinding', { name: binding, executionContextName: world })
    await page.send('Page.addScriptToEvaluateOnNewDocument', { source: mainWorldScript(secret) })
    await page.send('Page.addScriptToEvaluateOnNewDocument', {
      worldName: world, source: isolatedWorldScript({ secret, binding, process, source: readFileSync(preload, 'utf8') }),
    })
  }

  async #heard(context: number, message: FromPage): Promise<void> {
    if (message.t === 'preload-error') {
      note('preload-error', message.message)
      return void this.emit('preload-error', newEvent(), this.preferences.preload, new Error(message.message))
    }
    const senderFrame = await this.#frameOf(this.#worlds.get(context) ?? '')
    const event = newEvent({ sender: this, senderFrame, processId: 1, frameId: 1 })
    const args = wire.decode(message.args) as unknown[]
    if (message.t === 'send') return void ipcMain.emit(message.channel, event, ...args)
    try {
      await this.#down(context, { t: 'result', id: message.id, value: wire.encode(await invoke(message.channel, event, args)) })
    } catch (error) {
      await this.#down(context, { t: 'result', id: message.id, error: String(error) })
    }
  }

  async #frameOf(frameId: string): Promise<object | null> {
    if (frameId === this.#frames.mainFrameId) return { url: this.#url, origin: this.#url, parent: null }
    const { frameTree } = (await this.#page.send('Page.getFrameTree')) as { frameTree: FrameTree }
    const found = frameTree.childFrames?.find(({ frame }) => frame.id === frameId)
    return found ? { url: inward(found.frame.url), parent: this.mainFrame } : null
  }

  async #down(context: number, message: object): Promise<void> {
    await this.#page.send('Runtime.callFunctionOn', {
      executionContextId: context, functionDeclaration: 'function (text) { globalThis.electronStandInDown(text) }', arguments: [{ value: JSON.stringify(message) }],
    }).catch(() => undefined)
  }
}
