/** Hands a text or bytes to the person as a file, under the name others expect. */
export const saveFile = (name: string, content: string | Blob | Uint8Array<ArrayBuffer>, type = 'text/plain'): void => {
  const url = URL.createObjectURL(content instanceof Blob ? content : new Blob([content], { type }))
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  setTimeout(() => { URL.revokeObjectURL(url) }, 10_000)
}
