import { createApp, h, nextTick, shallowRef } from 'vue'
import type { Paper } from '#contract/papers'
import { bytesOf } from '../ui/base64'
import { fitSheets } from '../papers/fit-sheets'
import PaperStack from './PaperStack.vue'
import { smallPhoto, type Sheet } from './sheets'
import './page.css'

/*
 * The page that printers draw: one file, no address in it, fed by the program that opened it and by nobody else. What comes
 * in is JSON in base64, so that no word of a paper is ever read as code.
 */
const sheets = shallowRef<readonly Sheet[]>([])
let next = 1

/** What was written by this program itself a moment ago (main/shells/host/printer). */
const read = (base64: string): unknown => JSON.parse(new TextDecoder().decode(bytesOf(base64)))

const toSheet = async (paper: Paper): Promise<Sheet> => {
  const photo = paper.form === 'permit' && paper.photo ? await smallPhoto(paper.photo) : null
  next += 1
  return { id: next, paper: paper.form === 'permit' ? { ...paper, photo: null } : paper, photo }
}

const weights = ['400', '500', '700']

const page = Object.freeze({
  /** A new document: nothing of the one before stays. */
  begin: async (given: string): Promise<void> => {
    sheets.value = []
    document.title = (read(given) as { title: string }).title
    await Promise.all(weights.map((weight) => document.fonts.load(`${weight} 14px Vazirmatn`, 'مجوز A1')))
    await nextTick()
  },
  add: async (given: string): Promise<void> => {
    const more: Sheet[] = []
    for (const paper of read(given) as Paper[]) more.push(await toSheet(paper))
    sheets.value = [...sheets.value, ...more]
    await nextTick()
  },
  /** Everything is drawn and in its place. */
  ready: async (): Promise<void> => {
    await document.fonts.ready
    await Promise.all([...document.images].map((image) => image.decode().catch(() => undefined)))
    fitSheets(document)
  },
})

createApp({ render: () => h(PaperStack, { sheets: sheets.value }) }).mount('#papers')
Object.defineProperty(globalThis, 'mohrPaper', { value: page })
