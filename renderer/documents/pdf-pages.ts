import { getDocument, PDFWorker, type RenderTask } from 'pdfjs-dist'
import workerAddress from 'pdfjs-dist/build/pdf.worker.min.mjs?url'
import { scanLimits } from '#contract/documents'

export type PdfPages = {
  pages: number
  /** In points of a screen at full size. */
  size: (page: number) => Promise<{ width: number; height: number }>
  /** Draws a page; a drawing under way on this document is given up for it. */
  draw: (page: number, canvas: HTMLCanvasElement, scale: number) => Promise<void>
  close: () => void
}

type ScriptAddresses = { createPolicy: (name: string, rules: { createScriptURL: (url: string) => string }) => { createScriptURL: (url: string) => string } }

/** The one script address that may become a worker; the content policy names this rule and Vue's, and no other. */
const trustedAddress = (): string => {
  const trust = (window as { trustedTypes?: ScriptAddresses }).trustedTypes
  const rules = { createScriptURL: (url: string) => { if (url === workerAddress) return url; throw new TypeError('no other script') } }
  return trust ? trust.createPolicy('mohr-scan-worker', rules).createScriptURL(workerAddress) : workerAddress
}

let worker: PDFWorker | null = null
const theWorker = (): PDFWorker => (worker ??= PDFWorker.create({ port: new Worker(trustedAddress(), { type: 'module' }) }))

const screenPoints = 96 / 72
/** Points a canvas may have: more are drawn smaller and stretched. */
const mostPoints = 16_000_000

/**
 * Opens a PDF for drawing on canvases: no plugin, no frame, no form, no script, no font of the page's own, nothing fetched.
 * @throws when the file can't be drawn; the core has already judged that it is safe.
 */
export const openPdf = async (bytes: Uint8Array): Promise<PdfPages> => {
  const loading = getDocument({
    data: bytes, worker: theWorker(), disableFontFace: true, useSystemFonts: false, useWorkerFetch: false, useWasm: false,
    wasmUrl: `${location.origin}/pdf/`, standardFontDataUrl: `${location.origin}/pdf/fonts/`, enableXfa: false, maxImageSize: scanLimits.pixels, disableAutoFetch: true, stopAtErrors: false, verbosity: 0,
  })
  const pdf = await loading.promise
  let drawing: RenderTask | null = null

  const size: PdfPages['size'] = async (page) => {
    const { width, height } = (await pdf.getPage(page)).getViewport({ scale: screenPoints })
    return { width, height }
  }
  const draw: PdfPages['draw'] = async (number, canvas, scale) => {
    const page = await pdf.getPage(number)
    drawing?.cancel()
    const whole = page.getViewport({ scale: screenPoints * scale * window.devicePixelRatio })
    const less = Math.min(1, Math.sqrt(mostPoints / (whole.width * whole.height)))
    const viewport = page.getViewport({ scale: whole.scale * less })
    canvas.width = Math.ceil(viewport.width)
    canvas.height = Math.ceil(viewport.height)
    const mine = page.render({ canvas, viewport })
    drawing = mine
    await mine.promise
  }
  return { pages: pdf.numPages, size, draw, close: () => { void loading.destroy() } }
}
