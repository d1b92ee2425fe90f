import { bytesOf } from '../ui'

/** Shows a PDF in a page of its own, where the browser's reader prints it. It is gone when that page is closed. */
export const openPdf = (base64: string): void => {
  const url = URL.createObjectURL(new Blob([bytesOf(base64)], { type: 'application/pdf' }))
  window.open(url, '_blank', 'noopener')
  setTimeout(() => { URL.revokeObjectURL(url) }, 120_000)
}
