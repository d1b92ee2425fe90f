import { computed, type Ref } from 'vue'
import type { ScanDocument } from '#contract/documents'
import { viewerWords as words, words as listWords } from '../locale/documents'
import type { IconName } from '../ui'
import { documentName } from './checklist-lines'
import { useScan } from './use-scan'
import { useSheet } from './use-sheet'

export type Tool = { codes: readonly string[]; keys: string; name: string; icon: IconName; run: () => void; off?: boolean }

/** Scans looked at one at a time: which is open, how it lies on its stage, and the tools with their keys. */
export const useViewer = (documents: () => readonly ScanDocument[], shown: Ref<string | null>, stage: () => HTMLElement | null) => {
  const list = computed(() => documents().filter((one) => one.file))
  const at = computed(() => list.value.findIndex((one) => one.id === shown.value))
  const current = computed(() => list.value[at.value] ?? null)
  const name = computed(() => (current.value ? listWords.sheet(documentName(current.value), current.value.no) : ''))
  const { scan, failure, busy, reload } = useScan(() => current.value)
  const sheet = useSheet(scan, stage)
  const label = computed(() => words.stage(name.value, sheet.page.value, sheet.pages.value))

  const go = (by: 1 | -1): void => { shown.value = list.value[at.value + by]?.id ?? shown.value }
  const loaded = (event: Event): void => {
    const picture = event.target as HTMLImageElement
    sheet.measured(picture.naturalWidth, picture.naturalHeight)
  }
  const tools = computed<Tool[]>(() => [
    { codes: ['BracketLeft'], keys: '[', name: words.previous, icon: 'prev', run: () => { go(-1) }, off: at.value <= 0 },
    { codes: ['BracketRight'], keys: ']', name: words.next, icon: 'next', run: () => { go(1) }, off: at.value >= list.value.length - 1 },
    { codes: ['Equal', 'NumpadAdd'], keys: '+', name: words.zoomIn, icon: 'plus', run: () => { sheet.zoom(1) } },
    { codes: ['Minus', 'NumpadSubtract'], keys: '-', name: words.zoomOut, icon: 'minus', run: () => { sheet.zoom(-1) } },
    { codes: ['Digit0', 'Numpad0'], keys: '0', name: words.fit, icon: 'screen', run: sheet.fit },
    { codes: ['KeyO'], keys: 'O', name: words.rotate, icon: 'rotate', run: sheet.turn },
    ...(sheet.pages.value > 1 ? [
      { codes: ['PageUp'], keys: 'PageUp', name: words.pageBack, icon: 'up' as const, run: () => { sheet.leaf(-1) }, off: sheet.page.value <= 1 },
      { codes: ['PageDown'], keys: 'PageDown', name: words.pageOn, icon: 'down' as const, run: () => { sheet.leaf(1) }, off: sheet.page.value >= sheet.pages.value },
    ] : []),
  ])
  /** Keys by their place, so that they work on the Persian layout too. @returns whether the key was one of a tool. */
  const pressed = (event: KeyboardEvent): boolean => {
    if (event.ctrlKey || event.altKey || event.metaKey) return false
    const tool = tools.value.find((one) => one.codes.includes(event.code))
    if (!tool) return false
    event.preventDefault()
    event.stopPropagation()
    if (!tool.off) tool.run()
    return true
  }
  return { list, at, current, name, scan, failure, busy, reload, sheet, label, loaded, tools, pressed }
}

export type Viewer = ReturnType<typeof useViewer>
