import { copyFileSync, mkdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { EventEmitter } from 'node:events'
import type { Cdp } from './cdp'
import { inward } from './schemes'
import { defaultSession } from './session'
import { newEvent, note } from './surroundings'

type Begun = { guid: string; url: string; suggestedFilename: string }
type Progress = { guid: string; state: 'inProgress' | 'completed' | 'canceled' }

class DownloadItem extends EventEmitter {
  savePath = ''
  readonly #begun: Begun
  constructor(begun: Begun) {
    super()
    this.#begun = begun
  }
  getURL(): string { return inward(this.#begun.url) }
  getFilename(): string { return this.#begun.suggestedFilename }
  setSavePath(path: string): void { this.savePath = path }
  getSavePath(): string { return this.savePath }
  setSaveDialogOptions(options: object): void { note('downloadItem.setSaveDialogOptions', options) }
}

/** Downloads as Electron tells them: the program may stop one or say where it goes. */
export const watchDownloads = async (cdp: Cdp): Promise<void> => {
  const folder = join(tmpdir(), `mohr-standin-${process.pid}`)
  mkdirSync(folder, { recursive: true })
  const items = new Map<string, DownloadItem>()
  cdp.on('Browser.downloadWillBegin', (begun: Begun) => {
    const item = new DownloadItem(begun)
    const event = newEvent()
    defaultSession.emit('will-download', event, item, {})
    note('download', { url: item.getURL(), stopped: event.defaultPrevented })
    if (event.defaultPrevented) void cdp.send('Browser.cancelDownload', { guid: begun.guid }).catch(() => undefined)
    else items.set(begun.guid, item)
  })
  cdp.on('Browser.downloadProgress', ({ guid, state }: Progress) => {
    const item = items.get(guid)
    if (!item || state === 'inProgress') return
    items.delete(guid)
    if (state === 'completed' && item.savePath) copyFileSync(join(folder, guid), item.savePath)
    item.emit('done', newEvent(), state === 'completed' ? 'completed' : 'cancelled')
  })
  await cdp.send('Browser.setDownloadBehavior', { behavior: 'allowAndName', downloadPath: folder, eventsEnabled: true })
}
