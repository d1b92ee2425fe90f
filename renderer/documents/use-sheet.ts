import { computed, nextTick, onScopeDispose, ref, watch, type ShallowRef } from 'vue'
import type { OpenScan } from './use-scan'

const step = 1.25
const smallest = 0.05
const largest = 8

/** How one page lies on the stage: which page, how large, how turned. A new scan starts whole and upright. */
export const useSheet = (scan: ShallowRef<OpenScan | null>, stage: () => HTMLElement | null) => {
  const page = ref(1)
  const quarter = ref(0)
  /** Null fits the page into the window. */
  const chosen = ref<number | null>(null)
  const paper = ref({ width: 1, height: 1 })
  const room = ref({ width: 1, height: 1 })

  const pages = computed(() => (scan.value?.kind === 'pdf' ? scan.value.pdf.pages : 1))
  const turned = computed(() => quarter.value % 2 !== 0)
  const lying = computed(() => (turned.value ? { width: paper.value.height, height: paper.value.width } : paper.value))
  const fitting = computed(() => Math.min(room.value.width / lying.value.width, room.value.height / lying.value.height, largest))
  const scale = computed(() => chosen.value ?? fitting.value)
  const outer = computed(() => ({ inlineSize: `${lying.value.width * scale.value}px`, blockSize: `${lying.value.height * scale.value}px` }))
  const inner = computed(() => ({ inlineSize: `${paper.value.width * scale.value}px`, blockSize: `${paper.value.height * scale.value}px`, rotate: `${quarter.value * 90}deg` }))

  const measure = (): void => {
    const box = stage()
    if (box) room.value = { width: Math.max(1, box.clientWidth - 24), height: Math.max(1, box.clientHeight - 24) }
  }
  const watcher = new ResizeObserver(measure)
  watch(stage, (box) => {
    watcher.disconnect()
    if (box) watcher.observe(box)
    measure()
  }, { immediate: true, flush: 'post' })
  onScopeDispose(() => { watcher.disconnect() })

  const readPaper = async (): Promise<void> => {
    const open = scan.value
    if (open?.kind === 'picture') paper.value = { width: open.width, height: open.height }
    if (open?.kind === 'pdf') paper.value = await open.pdf.size(page.value)
  }
  watch(scan, () => {
    page.value = 1
    quarter.value = 0
    chosen.value = null
    void readPaper()
  }, { immediate: true })
  watch(page, () => { void readPaper() })

  /** What stood in the middle stays there. */
  const zoom = (by: 1 | -1): void => {
    const box = stage()
    const before = scale.value
    const middle = box && { x: box.scrollLeft, y: box.scrollTop + box.clientHeight / 2 }
    chosen.value = Math.min(largest, Math.max(smallest, before * step ** by))
    const grown = scale.value / before
    void nextTick(() => {
      if (!box || !middle) return
      // In a page that reads from the right, scrollLeft is 0 or negative, counted from the right edge.
      box.scrollLeft = (middle.x - box.clientWidth / 2) * grown + box.clientWidth / 2
      box.scrollTop = middle.y * grown - box.clientHeight / 2
    })
  }
  const turn = (): void => { quarter.value = (quarter.value + 1) % 4 }
  const leaf = (by: 1 | -1): void => { page.value = Math.min(pages.value, Math.max(1, page.value + by)) }
  /** A camera may have stored a picture lying; the browser shows it upright and then knows its true sides. */
  const measured = (width: number, height: number): void => { paper.value = { width, height } }
  return { page, pages, scale, outer, inner, zoom, fit: () => { chosen.value = null }, turn, leaf, measured }
}
